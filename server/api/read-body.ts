import type { FastifyInstance, preValidationHookHandler } from 'fastify'
import { MailmittError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'

/** Reads bodies as JSON whatever their Content-Type, as Mailpit does; an empty body is none. */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: limits.jsonBodyBytesMax },
    (_request, body, done) => {
      try {
        done(null, parseJson(body))
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)))
      }
    },
  )
}

function parseJson(body: Buffer | string): unknown {
  const text = decode(body)
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new MailmittError('bad-request', `The body is not valid JSON: ${reason(cause)}.`, {
      cause,
    })
  }
}

function decode(body: Buffer | string): string {
  if (typeof body === 'string') return body
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch (cause) {
    throw new MailmittError('bad-request', 'The body is not valid UTF-8.', { cause })
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}

/**
 * A hook that gives the keys of a body their spelling in the contract: clients of Mailpit rely on keys
 * that match without case. A key that is there twice is refused, since either could be meant.
 */
export function withKeysOf({
  properties,
}: {
  readonly properties: object
}): preValidationHookHandler {
  const spelling = new Map(Object.keys(properties).map((key) => [key.toLowerCase(), key]))
  return (request, _reply, done) => {
    request.body = respell(request.body ?? {}, spelling)
    done()
  }
}

function respell(body: unknown, spelling: ReadonlyMap<string, string>): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  const result = new Map<string, unknown>()
  for (const [key, value] of Object.entries(body)) {
    const name = spelling.get(key.toLowerCase()) ?? key
    if (result.has(name)) {
      throw new MailmittError('bad-request', `The body has the key ${name} twice.`)
    }
    result.set(name, value)
  }
  return Object.fromEntries(result)
}
