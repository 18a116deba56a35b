/** Known to some standard, but not to us: 502 instead of 500 (RFC 5321 4.2.4). */
export const UNIMPLEMENTED_VERBS: ReadonlySet<string> = new Set([
  'ATRN',
  'BURL',
  'ETRN',
  'EXPN',
  'SAML',
  'SEND',
  'SOML',
  'TURN',
  'XFORWARD',
])

const KNOWN_VERBS: ReadonlySet<string> = new Set([
  ...UNIMPLEMENTED_VERBS,
  'AUTH',
  'BDAT',
  'DATA',
  'EHLO',
  'HELO',
  'HELP',
  'LHLO',
  'MAIL',
  'NOOP',
  'QUIT',
  'RCPT',
  'RSET',
  'STARTTLS',
  'VRFY',
  'XCLIENT',
])

/**
 * The verb of a command line, `''` when it is none: what a client says by mistake may be a secret, so it
 * is repeated nowhere.
 */
export function verbOf(line: string): string {
  const word = /^\s*([a-z]+)(?=\s|$)/i.exec(line)?.[1]?.toUpperCase() ?? ''
  return KNOWN_VERBS.has(word) ? word : ''
}
