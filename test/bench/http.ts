import { Agent, request } from 'node:http'

/** A client whose connections stay open: one, unless it asks several things at a time. */
export interface Http extends AsyncDisposable {
  /** The body as JSON. Anything but a 200 is an error. */
  get(path: string): Promise<unknown>
  /** Resolves when it answers, whatever it says. */
  reach(path: string): Promise<void>
}

export function openHttp(url: string): Http {
  const agent = new Agent({ keepAlive: true })
  return {
    async get(path) {
      const address = new URL(path, url)
      const { status, body } = await ask(address, agent)
      if (status === 200) return JSON.parse(body) as unknown
      throw new Error(`${address.href} was answered ${status}: ${body}`)
    },
    async reach(path) {
      await ask(new URL(path, url), agent)
    },
    [Symbol.asyncDispose]() {
      agent.destroy()
      return Promise.resolve()
    },
  }
}

function ask(address: URL, agent: Agent): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(address, { agent }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() })
      })
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}
