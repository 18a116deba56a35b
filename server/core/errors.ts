/** Closed list: an adapter's table over it does not compile when one is missing. */
export type ErrorCode =
  | 'bad-request'
  | 'body-too-large'
  | 'forbidden-host'
  | 'forbidden-origin'
  | 'invalid-config'
  | 'invalid-query'
  | 'message-too-large'
  | 'not-found'
  | 'port-taken'
  | 'shutting-down'
  | 'stale-cursor'
  | 'timeout'
  | 'too-many-logins'
  | 'too-many-rules'
  | 'too-many-tags'
  | 'too-many-waiters'
  | 'unauthorized'
  | 'unexpected-message'

/** Where in what was written the error is, so that it can be shown there. */
export interface ErrorPlace {
  /** From 0. */
  readonly at: number
  /** What was probably meant. */
  readonly suggestion?: string | undefined
}

export interface MailmittErrorOptions extends ErrorOptions {
  readonly place?: ErrorPlace
}

/** The one error class of the core. Adapters choose the wire answer by `code`, never by message. */
export class MailmittError extends Error {
  override readonly name = 'MailmittError'
  readonly code: ErrorCode
  readonly place: ErrorPlace | undefined

  constructor(code: ErrorCode, message: string, options: MailmittErrorOptions = {}) {
    super(message, options)
    this.code = code
    this.place = options.place
  }
}
