import type { FastifyInstance, preValidationHookHandler } from 'fastify'
import { MailmittError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'

/**
 * Reads bodies as JSON whatever their Content-Type, as Mailpit does; an empty body is none. A plugin that
 * registers parsers of its own has them asked first.
 */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addHook('onRequest', function nameBody({ headers }, _reply, done) {
    const given = headers['content-type']
    if (given !== undefined) {
      const mediaType = given.replace(/;.*/s, '').trim().toLowerCase()
      // One that cannot be parsed would be a 415 before anybody looked at the body. `this` is the plugin
      // of the route that was asked for.
      const isKnown = mediaType !== '' && this.hasContentTypeParser(mediaType)
      headers['content-type'] = isKnown ? mediaType : 'application/json'
    }
    done()
  })
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
 * that match without case. A key that is there in two spellings is refused, since either could be meant.
 */
export function withKeysOf(schema: object): preValidationHookHandler {
  return (request, _reply, done) => {
    // No body is an empty one; `null` is a body of the wrong type.
    request.body = request.body === undefined ? {} : respell(request.body, schema)
    done()
  }
}

function respell(body: unknown, schema: object): unknown {
  // A TypeBox schema is JSON Schema: these are the keywords that lead inwards.
  const { properties, items } = schema as {
    readonly properties?: Readonly<Record<string, object>>
    readonly items?: object
  }
  if (Array.isArray(body)) {
    return items ? body.map((item: unknown) => respell(item, items)) : body
  }
  if (typeof body !== 'object' || body === null || !properties) return body
  const spelling = new Map(Object.keys(properties).map((key) => [key.toLowerCase(), key]))
  const result = new Map<string, unknown>()
  for (const [key, value] of Object.entries(body)) {
    const name = spelling.get(key.toLowerCase()) ?? key
    if (result.has(name)) {
      throw new MailmittError('bad-request', `The body has the key ${name} twice.`)
    }
    const inner = properties[name]
    result.set(name, inner ? respell(value, inner) : value)
  }
  return Object.fromEntries(result)
}
