import type { IncomingMessage } from 'node:http'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { ErrorBody, ErrorCode as WireCode } from '../../contract/app.ts'
import type { ErrorCode } from '../../core/errors.ts'
import { MailmittError } from '../../core/errors.ts'

interface Answer {
  readonly status: number
  readonly code: WireCode
}

/** The one place where a refusal becomes a status. */
const ANSWERS: Record<ErrorCode, Answer> = {
  'bad-request': { status: 400, code: 'bad-request' },
  'body-too-large': { status: 413, code: 'body-too-large' },
  'forbidden-host': { status: 403, code: 'forbidden-host' },
  'forbidden-origin': { status: 403, code: 'forbidden-origin' },
  'invalid-config': { status: 500, code: 'internal-error' },
  'invalid-query': { status: 400, code: 'invalid-query' },
  'message-too-large': { status: 413, code: 'message-too-large' },
  'not-found': { status: 404, code: 'not-found' },
  'port-taken': { status: 500, code: 'internal-error' },
  'shutting-down': { status: 503, code: 'shutting-down' },
  'stale-cursor': { status: 410, code: 'stale-cursor' },
  timeout: { status: 404, code: 'timeout' },
  'too-many-logins': { status: 503, code: 'too-many-logins' },
  'too-many-rules': { status: 409, code: 'too-many-rules' },
  'too-many-tags': { status: 409, code: 'too-many-tags' },
  'too-many-waiters': { status: 503, code: 'too-many-waiters' },
  unauthorized: { status: 401, code: 'unauthorized' },
  'unexpected-message': { status: 409, code: 'unexpected-message' },
}

type ErrorAnswer = (
  error: FastifyError | MailmittError,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<FastifyReply>

/** Turns an error into `{Error, Code}`; what is no refusal is a bug: reported, and not shown. */
export function createErrorAnswer(onBug: (error: unknown) => void): ErrorAnswer {
  return createAnswer(onBug, (reply, body) => reply.type('application/json').send(body))
}

/** The same for pages that people open: the sentence alone, as text. */
export function createErrorPage(onBug: (error: unknown) => void): ErrorAnswer {
  return createAnswer(onBug, (reply, { Error: text }) =>
    reply.type('text/plain; charset=utf-8').send(text),
  )
}

function createAnswer(
  onBug: (error: unknown) => void,
  send: (reply: FastifyReply, body: ErrorBody) => FastifyReply,
): ErrorAnswer {
  return async (error, { raw }, reply) => {
    const { status, code } = toAnswer(error)
    if (status === 500) onBug(error)
    if (status === 413) await readToItsEnd(raw)
    // A connection that is kept would hold up the stop until its grace is over.
    if (code === 'shutting-down') void reply.header('connection', 'close')
    const body: ErrorBody = {
      Error:
        status === 500 ? 'Internal error; the log of Mailmitt has the details.' : sentence(error),
      Code: code,
      ...toPlace(error),
    }
    return send(reply.code(status), body)
  }
}

/**
 * A client that is still sending when the connection closes sees a broken pipe instead of the answer. So
 * the rest is read and thrown away, for as long as a request may take.
 */
function readToItsEnd(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    if (request.readableEnded || request.destroyed) {
      resolve()
      return
    }
    for (const event of ['end', 'close', 'error']) request.once(event, () => resolve())
    request.resume()
  })
}

function toAnswer(error: FastifyError | MailmittError): Answer {
  if (error instanceof MailmittError) return ANSWERS[error.code]
  const status = error.statusCode ?? 500
  if (status === 413) return { status, code: 'body-too-large' }
  if (status >= 400 && status < 500) return { status, code: 'bad-request' }
  return { status: 500, code: 'internal-error' }
}

function sentence(error: FastifyError | MailmittError): string {
  const unknown = 'validation' in error ? unknownName(error) : undefined
  const text = unknown ?? error.message
  return /[.!?]$/.test(text) ? text : `${text}.`
}

/** The validator says that there is an unknown key, but not which. */
function unknownName({ validation, validationContext }: FastifyError): string | undefined {
  const [problem] = validation ?? []
  if (problem?.keyword !== 'additionalProperties') return undefined
  const name = String(problem.params['additionalProperty'])
  return validationContext === 'body'
    ? `The body has the unknown key "${name}".`
    : `There is no parameter "${name}" here.`
}

/** So that a form can point at it. */
function toPlace(error: FastifyError | MailmittError): Pick<ErrorBody, 'At' | 'Suggestion'> {
  if (!(error instanceof MailmittError) || !error.place) return {}
  const { at, suggestion } = error.place
  return { At: at, ...(suggestion === undefined ? {} : { Suggestion: suggestion }) }
}
