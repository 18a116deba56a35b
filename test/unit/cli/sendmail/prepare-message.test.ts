import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeName } from '../../../../server/cli/sendmail/encode-name.ts'
import { SendmailError } from '../../../../server/cli/sendmail/exit-codes.ts'
import type { Order, PreparedMail } from '../../../../server/cli/sendmail/prepare-message.ts'
import { prepareMessage } from '../../../../server/cli/sendmail/prepare-message.ts'
import { readInput } from '../../../../server/cli/sendmail/read-input.ts'
import { cut } from '../../../support/smtp-bytes.ts'

const order: Order = {
  sender: 'ann@example.com',
  fullName: undefined,
  recipients: ['bob@example.com'],
  readsRecipients: false,
  now: new Date('2026-01-02T03:04:05Z'),
  newId: '1',
}
const whole = 'From: a@b\r\nDate: now\r\nMessage-ID: <x@y>\r\n'

function prepare(text: string, fields: Partial<Order> = {}): Promise<PreparedMail> {
  return prepareMessage(Buffer.from(text, 'latin1'), { ...order, ...fields })
}

async function messageOf(text: string, fields?: Partial<Order>): Promise<string> {
  return (await prepare(text, fields)).message.toString('latin1')
}

test('a message that has everything goes as it is', async () => {
  const message = `${whole}Subject: \u00e4\r\n  folded\r\n\r\n.\r\nwith \0 and 8 bits \u00ff\r\n`

  expect(await messageOf(message)).toBe(message)
})

test('line feeds become CRLF, and the last line is ended', async () => {
  expect(await messageOf('From: a@b\nDate: now\nMessage-ID: <x@y>\n\nhi\r\nho')).toBe(
    `${whole}\r\nhi\r\nho\r\n`,
  )
})

test('From, Date and Message-ID are added where they are missing', async () => {
  expect(await messageOf('Subject: x\n\nhi\n', { fullName: 'Ann Example' })).toBe(
    [
      'From: Ann Example <ann@example.com>',
      'Date: Fri, 02 Jan 2026 03:04:05 +0000',
      'Message-ID: <1@example.com>',
      'Subject: x',
      '',
      'hi',
      '',
    ].join('\r\n'),
  )
})

test.for([
  ['Hello, no header here.\n', 'Hello, no header here.\r\n'],
  ['From today\nall is well\n', 'From today\r\nall is well\r\n'],
  ['\nTo: nobody\n', 'To: nobody\r\n'],
  ['', ''],
] as const)('text without a header is all body: %j', async ([text, body]) => {
  expect(await messageOf(text)).toMatch(new RegExp(`^From: [^]*\\r\\n\\r\\n${body}$`))
})

test('a line "From …" before the header is left out, a forgotten empty line put in', async () => {
  expect(await messageOf(`From ann Thu Jan  1\n${whole}Good morning.\n`)).toBe(
    `${whole}\r\nGood morning.\r\n`,
  )
})

test('Bcc is taken out with its folded lines', async () => {
  const message = 'BCC: x@y,\n z@y\nSubject: x\nbcc :\n\tq@y\nTo: t@y\n\nBcc: text\n'

  const { message: sent, recipients } = await prepare(whole + message, { readsRecipients: true })

  expect(sent.toString()).toBe(`${whole}Subject: x\r\nTo: t@y\r\n\r\nBcc: text\r\n`)
  expect(recipients).toEqual(['x@y', 'z@y', 'q@y', 't@y', 'bob@example.com'])
})

test.for([
  ['To: Ann <a@x>, b@x\nCc: team: c@x, d@x;\nBcc: a@x\n\n', ['a@x', 'b@x', 'c@x', 'd@x']],
  ['To: "Doe, Jane" <jane@x>\n\n', ['jane@x']],
  ['To: root\nCc: undisclosed-recipients:;\n\n', ['root']],
  ['To: a@x\n\nTo: not-me@x\n', ['a@x']],
  ['To: j\u00c3\u00b6rg@x\n\n', ['j\u00f6rg@x']],
] as const)('-t reads %j', async ([text, recipients]) => {
  const prepared = await prepare(text, { readsRecipients: true, recipients: [] })

  expect(prepared.recipients).toEqual(recipients)
})

test('recipients on the command line may be lists, and are named once', async () => {
  const { recipients } = await prepare('', { recipients: ['a@x, Bob <b@x>', 'a@x', 'root'] })

  expect(recipients).toEqual(['a@x', 'b@x', 'root'])
})

test.for([
  ['-t without a recipient in the header', { readsRecipients: true, recipients: [] }, 65],
  ['no recipient at all', { recipients: [] }, 64],
  ['a recipient with a bracket', { recipients: ['"a>b"@x'] }, 65],
] as const)('%s is refused', async ([, fields, exitCode]) => {
  await expect(prepare('Subject: x\n\n', fields)).rejects.toMatchObject({ exitCode })
})

test('no recipient that is read can end the command that carries it', async () => {
  const hostile = fc
    .array(fc.constantFrom('a', '@', '<', '>', '"', '\r\n', ' ', ',', '(', ')', '\0'))
    .map((pieces) => pieces.join(''))
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      const prepared = await prepare('', { recipients: [text] }).catch((error: unknown) => {
        if (error instanceof SendmailError) return { recipients: [] }
        throw error
      })

      expect(prepared.recipients.join('')).not.toMatch(/[\r\n<>\0]/)
    }),
  )
})

test.for([
  ['Ann Example', 'Ann Example'],
  ['Example, Ann "A."', '"Example, Ann \\"A.\\""'],
  ['Ann\r\nBcc: x@y', '"Ann Bcc: x@y"'],
  ['J\u00f6rg', '=?utf-8?B?SsO2cmc=?='],
] as const)('the name %j is written %s', ([name, written]) => {
  expect(encodeName(name)).toBe(written)
})

test('a long name is several words of 75 characters at most', () => {
  const lines = encodeName('\u{1f600}'.repeat(50)).split('\r\n ')

  expect(lines.length).toBeGreaterThan(1)
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(75)
})

const dotty = fc
  .array(fc.constantFrom('.', '\n', '\r\n', 'x', '..'), { maxLength: 12 })
  .map((pieces) => pieces.join(''))

test('a line with a single dot ends the message, however the input is cut', async () => {
  await fc.assert(
    fc.asyncProperty(dotty, fc.array(fc.nat({ max: 20 })), async (text, places) => {
      const [before = ''] = text.split(/^\.\r?(?:\n|$(?![^]))/m)

      const read = await readInput(streamOf(text, places), { endsAtDot: true })

      expect(read.toString()).toBe(before)
    }),
  )
})

test('with -i no dot ends it', async () => {
  const read = await readInput(streamOf('a\n.\nb\n', []), { endsAtDot: false })

  expect(read.toString()).toBe('a\n.\nb\n')
})

async function* streamOf(text: string, places: readonly number[]): AsyncGenerator<Buffer> {
  for (const piece of cut(Buffer.from(text), places)) yield await Promise.resolve(piece)
}

test('a Bcc behind a bare CR, which goes out as a line end, is taken out and is a recipient', async () => {
  const { recipients, message } = await prepare(
    `${whole}Subject: x\rBcc: carol@example.com\nTo: bob@example.com\n\na\rb\n`,
    { readsRecipients: true, recipients: [] },
  )

  expect(recipients).toEqual(['carol@example.com', 'bob@example.com'])
  expect(message.toString()).toBe(`${whole}Subject: x\r\nTo: bob@example.com\r\n\r\na\r\nb\r\n`)
})

test('a mail that is sent anew goes to Resent-To, -Cc and -Bcc, and to no other', async () => {
  const { recipients, message } = await prepare(
    `${whole}To: ann@example.com\nResent-To: bob@example.com\nResent-Bcc: carol@example.com\n\n`,
    { readsRecipients: true, recipients: [] },
  )

  expect(recipients).toEqual(['bob@example.com', 'carol@example.com'])
  expect(message.toString()).not.toContain('carol')
})
