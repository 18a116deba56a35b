/**
 * Words of one language that tell a code from any other number; parted by commas, lower case, marks as one
 * writes them (`foldWords` takes them off). A `*` stands for any letters: `verif*`, `*code`, `код* входа`. A blank
 * is any white space or hyphen.
 */
export interface LanguageWords {
  /** Names that only a one-time code, or one that proves something, has. */
  readonly secret: string
  /** What such a code is called as well as others are. */
  readonly code: string
  /** What is done with it, and what is said about it. */
  readonly act: string
  /** Verbs that ask for it. */
  readonly enter: string
  /** Names of other numbers and codes, and what stands beside them. */
  readonly other: string
  /** What gives something away: near it, a "code" is a voucher. */
  readonly offer: string
  /** What invites to a call: near it, a passcode is that of the call. */
  readonly meeting: string
}
