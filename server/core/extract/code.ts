/** A code that somebody is to type or copy. */
export interface Code {
  /** As displayed, in ASCII letters and digits; digits in places of their own are joined. */
  readonly value: string
  /** The sentence or line around it. */
  readonly context: string
}

/** The words of a mail. */
export interface MailWords {
  readonly subject: string
  /** The text parts. */
  readonly text: string
  /** The visible text of the HTML, parted by `breaks`. */
  readonly page: string
  /** What of the HTML no reader sees: preheaders. */
  readonly hidden: string
  /** From an `OTP-Token` header (draft-goto-otp-token): the sender says it himself. */
  readonly token: Code | undefined
}
