import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MailEntry } from '../../../server/intake/split-mail.ts'
import { createMboxSplitter, isMbox } from '../../../server/intake/split-mail.ts'
import { cut } from '../../support/smtp-bytes.ts'

function split(mbox: Buffer, places: readonly number[] = [], bytesMax = 0): readonly MailEntry[] {
  const splitter = createMboxSplitter(bytesMax)
  return [...cut(mbox, places).flatMap((piece) => splitter.push(piece)), ...splitter.end()]
}

function messagesIn(mbox: Buffer, places?: readonly number[]): readonly string[] {
  return split(mbox, places).map((entry) =>
    entry.type === 'message' ? entry.raw.toString('latin1') : `${entry.size} bytes`,
  )
}

/** As mboxrd wants it: every line that could be a separator gets one more `>`. */
function joinMboxrd(messages: readonly string[]): string {
  return messages.map((message) => `From ann@example.com Thu Jan  1\n${quote(message)}\n`).join('')
}

function quote(message: string): string {
  return message.replaceAll(/(^|\n)(>*From )/g, '$1>$2')
}

const line = fc
  .array(
    fc.oneof(
      fc.constantFrom('From ', '>', 'F', 'From', ' ', '\r', '\0', 'Subject: x', '\u00ff'),
      fc.string({ maxLength: 5 }).map((text) => text.replaceAll(/[\n\u0100-\uffff]/g, '')),
    ),
    { maxLength: 5 },
  )
  .map((pieces) => `${pieces.join('')}\n`)
const message = fc.array(line, { maxLength: 8 }).map((lines) => lines.join(''))

test('what is joined as mboxrd comes out as it was, however it is cut', () => {
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 6 }),
      fc.array(fc.nat({ max: 200 }), { maxLength: 20 }),
      (messages, places) => {
        const mbox = Buffer.from(joinMboxrd(messages), 'latin1')

        expect(messagesIn(mbox, places)).toEqual(messages)
      },
    ),
  )
})

test.for([
  ['one message', 'From a Thu\nSubject: x\n\nhi\n', ['Subject: x\n\nhi\n']],
  ['CRLF stays CRLF', 'From a\r\nA: b\r\n\r\nFrom a\r\nC: d\r\n', ['A: b\r\n', 'C: d\r\n']],
  ['only one empty line goes', 'From a\nA: b\n\n\n\nFrom a\nC: d\n', ['A: b\n\n\n', 'C: d\n']],
  ['the last line may have no end', 'From a\nA: b\n\nFrom a\nC: d', ['A: b\n', 'C: d']],
  ['"From " within a paragraph is text', 'From a\n\nhi\nFrom b\n', ['\nhi\nFrom b\n']],
  ['a quoted "From " loses one ">"', 'From a\n\n>From b\n>>From c\n', ['\nFrom b\n>From c\n']],
  ['other quotes stay', 'From a\n\n>Fromage\n> From b\n>\n', ['\n>Fromage\n> From b\n>\n']],
  ['messages may be empty', 'From a\n\nFrom b\n\nFrom c', ['', '', '']],
  ['an empty file has none', '', []],
] as const)('%s', ([, mbox, messages]) => {
  expect(messagesIn(Buffer.from(mbox))).toEqual(messages)
})

test('an mbox is known by its first five bytes', () => {
  expect(isMbox(Buffer.from('From a'))).toBe(true)
  for (const start of ['', 'From', 'From: a', '>From a', '\nFrom a']) {
    expect(isMbox(Buffer.from(start)), start).toBe(false)
  }
})

test('a message above the limit is counted, and the next one is there', () => {
  const mbox = Buffer.from(`From a\n${'x'.repeat(5_000)}\n\nFrom b\nA: b\n`)

  expect(split(mbox, [100, 2_000], 1_000)).toEqual([
    { type: 'too-large', size: 5_001 },
    { type: 'message', raw: Buffer.from('A: b\n') },
  ])
})

test.for([
  ['one line without an end', 'From a\n', 'x'],
  ['only quotes', 'From a\n', '>'],
  ['only empty lines', 'From a\n', '\n'],
  ['only separators', '', 'From a\n\n'],
  ['only NUL', 'From a\n', '\0'],
] as const)('1 MiB of %s take their time once, not for each piece', ([, start, repeated]) => {
  const mbox = Buffer.from(start + repeated.repeat((1024 * 1024) / repeated.length))
  const places = Array.from({ length: 1_024 }, (_, index) => index * 1_024)
  const startedAt = performance.now()

  const entries = split(mbox, places)

  expect(entries.length).toBeGreaterThan(0)
  expect(performance.now() - startedAt).toBeLessThan(5_000)
})
