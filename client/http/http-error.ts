import type { StaleCursor } from '../../server/contract/events.ts'
import type { WaitTimeout, WaitUnexpected } from '../../server/contract/wait.ts'

/** A request that was refused, or that nobody answered (status 0). The message is for people. */
export class MailmittHttpError extends Error {
  override readonly name = 'MailmittHttpError'
  readonly status: number
  /** One of the server's closed list, or `unreachable`, or `unexpected-answer`. */
  readonly code: string
  /** The whole answer; `isWaitTimeout` and `isWaitUnexpected` tell what it is of a wait. */
  readonly answer: unknown

  constructor(
    message: string,
    facts: { status: number; code: string; answer?: unknown; cause?: unknown },
  ) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.status = facts.status
    this.code = facts.code
    this.answer = facts.answer
  }
}

/** There is no such thing, or not any more. */
export function isNotFound(error: unknown): error is MailmittHttpError {
  return error instanceof MailmittHttpError && error.code === 'not-found'
}

/** A wait that timed out: what arrived instead, and what it missed. */
export function isWaitTimeout(
  error: unknown,
): error is MailmittHttpError & { readonly answer: WaitTimeout } {
  return error instanceof MailmittHttpError && error.status === 404 && error.code === 'timeout'
}

/** A wait for silence in which a message came. */
export function isWaitUnexpected(
  error: unknown,
): error is MailmittHttpError & { readonly answer: WaitUnexpected } {
  return error instanceof MailmittHttpError && error.code === 'unexpected-message'
}

/** A cursor of another run, or one that the log has forgotten: the answer's `Cursor` is where to go on. */
export function isStaleCursor(
  error: unknown,
): error is MailmittHttpError & { readonly answer: StaleCursor } {
  return error instanceof MailmittHttpError && error.code === 'stale-cursor'
}

/** Takes the server's own sentence; a proxy in between may answer with anything else. */
export async function toHttpError(response: Response): Promise<MailmittHttpError> {
  const { status } = response
  const text = await response.text()
  const answer = parse(text)
  if (isErrorBody(answer)) {
    return new MailmittHttpError(answer.Error, { status, code: answer.Code, answer })
  }
  const sentence = isPlain(response) ? text.trim().slice(0, SENTENCE_MAX) : ''
  const message = sentence || `The server answered ${status} without saying why.`
  return new MailmittHttpError(message, { status, code: 'unexpected-answer' })
}

/** The answer; where an address leads to something else, that has none of ours. */
export async function readJson<T>(response: Response, baseUrl: string): Promise<T> {
  const answer = parse(await response.text())
  if (answer !== undefined) return answer as T
  throw new MailmittHttpError(`What answers at ${baseUrl} is not Mailmitt.`, {
    status: response.status,
    code: 'unexpected-answer',
  })
}

const SENTENCE_MAX = 500

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function isPlain(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('text/plain') === true
}

function isErrorBody(body: unknown): body is { Error: string; Code: string } {
  return (
    typeof body === 'object' &&
    body !== null &&
    'Error' in body &&
    typeof body.Error === 'string' &&
    'Code' in body &&
    typeof body.Code === 'string'
  )
}
