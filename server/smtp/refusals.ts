/** One reply of one line. */
export interface Answer {
  readonly code: number
  readonly enhanced: string
  readonly text: string
}

/** What is answered instead of 250. */
export type Refusal = Answer

/** RFC 3207 4. */
export const NEEDS_TLS: Refusal = {
  code: 530,
  enhanced: '5.7.0',
  text: 'Must issue a STARTTLS command first',
}

/** `limits.smtpBytesInFlightMax` is reached. */
export const NO_ROOM: Refusal = {
  code: 452,
  enhanced: '4.3.1',
  text: 'Too much mail at once, try again later',
}

/** RFC 3030 2: DATA and RCPT have no place behind BDAT. */
export const BEGUN_WITH_BDAT: Refusal = {
  code: 503,
  enhanced: '5.5.1',
  text: 'The message has begun with BDAT',
}
