import { takeCredentials } from './credentials.ts'
import { MailmittHttpError, toHttpError } from './http-error.ts'

/** Of a query string; what is `undefined` is not said. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>

export interface Body {
  readonly type: string
  readonly content: string | Uint8Array
}

export interface Request {
  readonly method: string
  readonly address: string
  readonly signal: AbortSignal | undefined
  readonly body: Body | undefined
}

export interface Requests {
  readonly baseUrl: string
  /** The address of a path under the webroot. */
  readonly address: (path: string, query?: Query) => string
  /** @throws MailmittHttpError for every answer that is no 2xx, or none at all. */
  readonly call: (request: Request) => Promise<Response>
}

export function createRequests(baseUrl: string | URL, given?: typeof fetch): Requests {
  const { url: base, authorization } = takeCredentials(baseUrl)
  if (!base.pathname.endsWith('/')) base.pathname += '/'
  base.search = ''
  base.hash = ''
  // Called as a method of something else, the browser's fetch throws "Illegal invocation".
  const fetch = given ?? ((input, init) => globalThis.fetch(input, init))

  return {
    baseUrl: base.href,
    address(path, query = {}) {
      const url = new URL(path, base)
      for (const [name, value] of Object.entries(query)) {
        if (value !== undefined) url.searchParams.set(name, String(value))
      }
      return url.href
    },
    async call(request) {
      const init = toInit(request, authorization)
      const response = await fetch(request.address, init).catch((cause: unknown) => {
        // The caller's own reason, whatever it is: a timeout of theirs is no silence of Mailmitt's.
        if (request.signal?.aborted) throw cause
        throw new MailmittHttpError(`Mailmitt does not answer at ${base.href}.`, {
          status: 0,
          code: 'unreachable',
          cause,
        })
      })
      if (!response.ok) throw await toHttpError(response)
      return response
    },
  }
}

function toInit({ method, signal, body }: Request, authorization: string | undefined): RequestInit {
  const headers = new Headers()
  if (authorization !== undefined) headers.set('Authorization', authorization)
  if (body !== undefined) headers.set('Content-Type', body.type)
  return {
    method,
    headers,
    ...(signal === undefined ? {} : { signal }),
    // What could be shared memory to the compiler is none that fetch refuses.
    ...(body === undefined ? {} : { body: body.content as string | Uint8Array<ArrayBuffer> }),
  }
}
