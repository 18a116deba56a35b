import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { request as requestOverTls } from 'node:https'
import { checkAnswer } from './check-answer.ts'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  readonly text: string
  /** The body as JSON; throws when it is none. */
  json(): unknown
}

export interface Ask {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

/**
 * One HTTP request on a connection of its own. Not `fetch`: tests send Hosts, paths and methods that
 * `fetch` would mend. Any certificate will do. Every answer of the API is held against its OpenAPI document.
 */
export async function ask(url: string, asked: Ask = {}): Promise<Answer> {
  // As written, so that `..` and odd escapes reach the server.
  const path = url.slice(url.indexOf('/', url.indexOf('//') + 2))
  const answer = await send(url, path, asked)
  const { status, headers, text } = answer
  const type = headers['content-type'] ?? ''
  if (headers['content-encoding'] === undefined) {
    checkAnswer({ method: asked.method ?? 'GET', path, status, type, text })
  }
  return answer
}

function send(
  url: string,
  path: string,
  { method = 'GET', headers = {}, body }: Ask,
): Promise<Answer> {
  const { protocol, hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const outgoing = (protocol === 'https:' ? requestOverTls : request)(
      {
        host: hostname,
        port,
        path,
        method,
        agent: false,
        rejectUnauthorized: false,
        headers: {
          ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const bytes = Buffer.concat(chunks)
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: bytes,
            text: bytes.toString(),
            json: () => JSON.parse(bytes.toString()) as unknown,
          })
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
