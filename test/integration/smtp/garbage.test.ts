import fc from 'fast-check'
import { expect, test } from 'vitest'
import { playLines } from '../../support/play-lines.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

const verb = fc.constantFrom(
  ...['EHLO', 'HELO', 'LHLO', 'MAIL FROM:', 'RCPT TO:', 'DATA', 'BDAT', 'RSET', 'NOOP', 'QUIT'],
  ...['VRFY', 'HELP', 'EXPN', 'AUTH', 'STARTTLS', 'XCLIENT', 'PROXY', 'GET / HTTP/1.1', '.', ''],
)
const word = fc.constantFrom(
  ...['<a@b.test>', '<>', '<', '>', 'x', 'LAST', '0', '3', '99999999999', '-1', '=', '*', 'PLAIN'],
  ...['LOGIN', 'CRAM-MD5', 'XOAUTH2', 'AGEAYg==', 'SIZE=1', 'BODY=BINARYMIME', 'ADDR=1.2.3.4'],
  ...['LOGIN=ann', '__proto__=1', 'constructor', '\0', '\r', '\u0001', '\u00ff', '"', '\\', '%s'],
)
const separator = fc.constantFrom(' ', ' ', ' ', '', '\t', '  ', '\0', ':')

const command = fc
  .tuple(verb, fc.array(fc.tuple(separator, word), { maxLength: 4 }))
  .map(([first, more]) => Buffer.from(`${first}${more.flat().join('')}`, 'latin1'))
const noise = fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes))
const longLine = fc.integer({ min: 500, max: 40_000 }).map((length) => Buffer.alloc(length, 'a'))

const lines = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: command },
    { weight: 3, arbitrary: noise },
    { weight: 1, arbitrary: longLine },
  ),
  { maxLength: 30 },
)

test.for([
  ['SMTP', [], ''],
  ['SMTP behind a PROXY header', ['--smtp-proxy', '*'], 'PROXY UNKNOWN'],
  ['LMTP', ['--lmtp', 'localhost:0'], ''],
] as const)(
  'garbage is answered or ends the connection, never the server: %s',
  { timeout: 60_000 },
  async ([, flags, opening]) => {
    const { smtp } = await startMailmitt('--smtp-xclient', '*', ...flags)
    const port = smtp.at(-1)?.Port ?? 0

    const property = fc.asyncProperty(lines, async (garbage) => {
      await playLines(port, garbage, { waits: false, opening })
    })
    await fc.assert(property, { numRuns: 150 })

    const { replies } = await playLines(port, [Buffer.from('NOOP')], { waits: true, opening })
    expect(replies.at(-1)).toMatch(/^250 /)
  },
)
