/** What programs that call sendmail know (sysexits.h). */
export const exitCodes = {
  ok: 0,
  /** Wrong use. */
  usage: 64,
  /** The message or an address cannot be used. */
  dataError: 65,
  /** The message cannot be read. */
  noInput: 66,
  /** A recipient was refused. */
  noUser: 67,
  /** The name of the SMTP server is unknown. */
  noHost: 68,
  /** Refused for good. */
  unavailable: 69,
  /** Another time it may do: nobody there, or a reply of 4xx. */
  temporaryFailure: 75,
} as const

/** Ends `sendmail` with a code and one sentence. */
export class SendmailError extends Error {
  override readonly name = 'SendmailError'
  readonly exitCode: number

  constructor(exitCode: number, message: string, options?: ErrorOptions) {
    super(message, options)
    this.exitCode = exitCode
  }
}
