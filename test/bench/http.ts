import { Agent, request } from 'node:http'

/** A client whose connections stay open: one, unless it asks several things at a time. */
export interface Http extends AsyncDisposable {
  /** The body as JSON. Anything but a 200 is an error. */
  get(path: string): Promise<unknown>
  /** Whatever the body is. */
  reach(path: string): Promise<void>
}

export function openHttp(url: string): Http {
  const agent = new Agent({ keepAlive: true })
  return {
    async get(path) {
      const body = await getBody(new URL(path, url), agent)
      return JSON.parse(body.toString()) as unknown
    },
    async reach(path) {
      await getBody(new URL(path, url), agent)
    },
    [Symbol.asyncDispose]() {
      agent.destroy()
      return Promise.resolve()
    },
  }
}

function getBody(address: URL, agent: Agent): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(address, { agent }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const body = Buffer.concat(chunks)
        if (response.statusCode === 200) resolve(body)
        else
          reject(
            new Error(
              `${address.href} was answered ${response.statusCode ?? 0}: ${body.toString()}`,
            ),
          )
      })
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}
