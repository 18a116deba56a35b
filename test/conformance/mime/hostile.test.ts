import { describe, expect, test } from 'vitest'
import type { MimeNode } from '../../../server/core/mail-content.ts'
import { limits } from '../../../server/core/limits.ts'
import type { Pieces } from '../../../server/mime/in-pieces.ts'
import { createMailReader } from '../../../server/mime/mail-reader.ts'
import { contentPieces, digestPieces } from '../../../server/mime/readings.ts'

const MB = 1024 * 1024
const head = 'From: ann@example.com\r\nDate: Mon, 02 Nov 2026 10:00:00 +0100\r\n'
const mixed = `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n`
const html = `${head}Content-Type: text/html\r\n\r\n`

/** About a megabyte of one thing again and again: what is read in quadratic time takes hours. */
const floods: ReadonlyArray<readonly [name: string, mail: () => string]> = [
  ['boundary-like lines', () => mixed + fill('--\n')],
  ['lines that begin with the boundary', () => `${mixed}--b\r\n\r\n${fill('--bx\r\n')}`],
  ['parts', () => mixed + fill('--b\r\n\r\nx\r\n')],
  ['opened and closed multiparts', () => mixed + fill('--b\r\n\r\n--b--\r\n')],
  [
    'multiparts without a boundary',
    () =>
      mixed + fill('--b\r\nContent-Type: multipart/mixed\r\n\r\n--c\r\nContent-Type: x/y\r\n\r\n'),
  ],
  ['multiparts without a boundary in one another', () => withoutBoundaries(99) + fill('--\n')],
  [
    'a boundary of a megabyte',
    () => `${head}Content-Type: multipart/mixed; boundary=${fill('b')}\r\n\r\nx`,
  ],
  ['encoded words', () => `${head}Subject: ${fill('=?utf-8?Q?a?= ')}\r\n\r\nx`],
  ['encoded word starts', () => `${head}Subject: ${fill('=?')}\r\n\r\nx`],
  ['unfinished encoded words', () => `${head}Subject: ${fill('=?utf-8?Q?a')}\r\n\r\nx`],
  ['words in unknown charsets', () => `${head}Subject: ${fill('=?x?Q?=FF?= ')}\r\n\r\nx`],
  ['addresses', () => `${head}To: ${fill('Ann <ann@example.com>, ')}\r\n\r\nx`],
  ['a To of quotes', () => `${head}To: ${fill('"')}\r\n\r\nx`],
  ['a To of angle brackets', () => `${head}To: ${fill('<')}\r\n\r\nx`],
  ['a To of comments', () => `${head}To: ${fill('(')}\r\n\r\nx`],
  ['a To of groups', () => `${head}To: ${fill('a:')}\r\n\r\nx`],
  ['a Date of brackets', () => `Date: ${fill('(')}\r\nFrom: a@b.c\r\n\r\nx`],
  ['a Message-ID of brackets', () => `${head}Message-ID: ${fill('<')}\r\n\r\nx`],
  ['a List-Unsubscribe of brackets', () => `${head}List-Unsubscribe: ${fill('<(')}\r\n\r\nx`],
  ['a Content-Type of parameters', () => `${head}Content-Type: text/plain${fill(';a=b')}\r\n\r\nx`],
  ['a Content-Type of comments', () => `${head}Content-Type: text/plain${fill('(')}\r\n\r\nx`],
  [
    'a file name of a megabyte',
    () => `${head}Content-Disposition: attachment; filename=${fill('a.')}\r\n\r\nx`,
  ],
  ['tags', () => `${head}X-Tags: ${fill('a, ')}\r\n\r\nx`],
  ['commas in X-Tags', () => `${head}X-Tags: ${fill(',')}\r\n\r\nx`],
  ['letters in X-Tags', () => `${head}X-Tags: ${fill('a')}\r\n\r\nx`],
  ['marks in X-Tags', () => `${head}X-Tags: a${fill('\u0301')}\r\n\r\nx`],
  ['words in X-Tags', () => `${head}X-Tags: ${fill('=?utf-8?Q?a?=, ')}\r\n\r\nx`],
  ['X-Tags', () => `${head}${fill('X-Tags: a\r\n')}\r\nx`],
  ['folds', () => `${head}Subject: x${fill('\r\n x')}\r\n\r\nx`],
  ['lines that are no header', () => `${head}${fill('x\r\n')}`],
  ['short header fields', () => fill('a:\r\n')],
  [
    'quoted-printable blanks',
    () => `${head}Content-Transfer-Encoding: quoted-printable\r\n\r\n${fill(' ')}`,
  ],
  [
    'quoted-printable equals signs',
    () => `${head}Content-Transfer-Encoding: quoted-printable\r\n\r\n${fill('= ')}`,
  ],
  ['base64 padding', () => `${head}Content-Transfer-Encoding: base64\r\n\r\n${fill('=A')}`],
  ['flowed lines', () => `${head}Content-Type: text/plain; format=flowed\r\n\r\n${fill('a \r\n')}`],
  ['blanks', () => `${head}\r\n${fill(' ')}x`],
  ['zero-width joiners', () => `${head}\r\n${fill('\u200c')}x`],
  ['opened tags', () => html + fill('<a href=x><div>')],
  ['closed tags', () => html + fill('<p>') + fill('</div>')],
  ['tag starts', () => html + fill('<')],
  ['comment starts', () => html + fill('<!--')],
  ['entities', () => html + fill('&amp;&#x41;&')],
  ['attributes', () => `${html}<a ${fill('href=x ')}>`],
  ['unclosed styles', () => html + fill('<style>')],
  ['lists', () => html + fill('<ul><li>x')],
  ['meta tags', () => html + fill('<meta charset')],
]

describe('a flood is read in time that grows with its size', () => {
  test.for(floods)('of %s', { timeout: 60_000 }, async ([, mail]) => {
    const raw = Buffer.from(mail())
    const reader = createMailReader()

    const digest = await reader.digest(raw)
    const { structure } = await reader.content(raw)

    const [leaf] = leaves(structure)
    expect(await reader.part(raw, leaf?.partId ?? '')).toBeDefined()
    const { searchText, bodyText } = digest
    expect(searchText.length + bodyText.length).toBeLessThanOrEqual(limits.searchTextMax)
    expect(leaves(structure).length).toBeLessThanOrEqual(limits.mimeNodesMax + 1)
  })
})

test(
  '40 MB of Mac lines that begin with a dash are read line by line',
  { timeout: 20_000 },
  async () => {
    const lines = fill('-\r', 40 * MB)
    const header = 'From: ann@example.com\rContent-Type: multipart/mixed; boundary=b\r\r'
    const part = '--b\rContent-Type: text/html\r\rlast\r--b--\r'

    const digest = await createMailReader().digest(Buffer.from(header + lines + part))

    expect(digest.hasHtml).toBe(true)
  },
)

describe('a large text is decoded in pieces', () => {
  test.for([
    ['utf-7', '+AGE-\r\n'],
    ['gb18030', '\u0081\u0030\u0081\u0030\r\n'],
    ['iso-2022-jp', '\u001b$B$3$s\u001b(B\r\n'],
    ['windows-1252', '\u0080\u009f\r\n'],
    ['utf-8', '\u00c3\u00a4\r\n'],
    ['utf-8', '\u00ff\r\n'],
  ] as const)('%s: %j', { timeout: 60_000 }, ([charset, line]) => {
    const raw = Buffer.from(
      `${head}Content-Type: text/plain; charset=${charset}\r\n\r\n${fill(line, 4 * MB)}`,
      'latin1',
    )
    const pieces = raw.length / limits.readPieceBytes

    const { steps, longestMs } = run(digestPieces(raw))

    // As many steps to find the lines as to decode them; and a few for the search text.
    expect(steps).toBeGreaterThan(2 * pieces)
    expect(longestMs).toBeLessThan(1_000)
  })
})

describe('a large address header is parsed in pieces', () => {
  test.for([
    ['a group', `To: team: ${fill('a@b.c, ', 700_000)};\r\n`],
    ['semicolons', `To: ${fill('a@b.c; ', 700_000)}\r\n`],
    ['many headers', fill('To: a@b.c\r\n', 300_000)],
  ] as const)('%s', { timeout: 60_000 }, ([, to]) => {
    const { steps, longestMs, result } = run(digestPieces(Buffer.from(`${head}${to}\r\nx\r\n`)))

    expect(result.to).toHaveLength(to.split('@').length - 1)
    expect(steps).toBeGreaterThan(100)
    expect(longestMs).toBeLessThan(1_000)
  })
})

// To decode it takes longer than to decode any other word.
const word = '=?iso-2022-jp?B?GyRCJDMbKEI=?='

describe('encoded words are decoded in pieces', () => {
  test('a Subject of a megabyte: as many as anybody writes', { timeout: 60_000 }, () => {
    const raw = Buffer.from(`${head}Subject: ${fill(`${word}-\r\n `)}\r\n\r\nx\r\n`)

    const { longestMs, result } = run(digestPieces(raw))

    expect(longestMs).toBeLessThan(2_000)
    expect(result.subject).toMatch(/^こ- こ-.*=-$/)
    expect(result.subject.split('こ').length).toBeGreaterThan(1_000)
    expect(codes(result)).toEqual(['undecodable-header'])
  })

  test('many headers', { timeout: 60_000 }, () => {
    const field = `X-Word: ${fill(`${word}-\r\n `, 20_000)}\r\n`
    const count = 20

    const { steps, result } = run(
      contentPieces(Buffer.from(`${head}${field.repeat(count)}\r\nx\r\n`)),
    )

    expect(result.headerLines).toHaveLength(count + 2)
    expect(result.headerLines.at(-1)?.value).toMatch(/^(?:こ- )+こ-$/)
    // Finding the lines, and their words.
    expect(steps).toBeGreaterThan((1.5 * field.length * count) / limits.readPieceBytes)
  })

  test('a Content-Type of a megabyte of parameters', { timeout: 60_000 }, () => {
    const params = Array.from({ length: 25_000 }, (_, index) => `;\r\n a${index}="${word}"`)
    const raw = Buffer.from(`${head}Content-Type: text/html${params.join('')}\r\n\r\nx\r\n`)

    const { longestMs, result } = run(contentPieces(raw))

    expect(longestMs).toBeLessThan(2_000)
    expect(result.structure.contentType).toBe('text/html')
    expect(result.structure.params['a0']).toBe('こ')
    expect(Object.keys(result.structure.params).length).toBeLessThan(2_500)
  })
})

describe('what is too much is kept and said', () => {
  test.for(['31 Dec 9999 23:59:59 -9999', '1 Jan 0000 00:00:00 +0000'])(
    'a Date that RFC 3339 cannot write: %s',
    async (date) => {
      const raw = Buffer.from(`From: ann@example.com\r\nDate: ${date}\r\n\r\nx\r\n`)

      const digest = await createMailReader().digest(raw)

      expect(digest.dateMs).toBeUndefined()
      expect(codes(digest)).toEqual(['invalid-date'])
    },
  )

  test.for([200, 5_000])('%i levels of multiparts', async (levels) => {
    const open = Array.from(
      { length: levels },
      (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`,
    )
    const raw = Buffer.from(`${head}${open.join('')}\r\ndeep text\r\n`)
    const reader = createMailReader()

    const digest = await reader.digest(raw)
    const { structure } = await reader.content(raw)

    const [leaf] = leaves(structure)
    const rest = await reader.part(raw, leaf?.partId ?? '')
    expect(codes(digest)).toContain('nested-too-deep')
    expect(leaf?.partId.split('.')).toHaveLength(limits.mimeDepthMax)
    expect(rest?.bytes.toString()).toContain('deep text')
  })

  test('99 multiparts in one another that have no boundary: the outer ones are guessed', async () => {
    const raw = Buffer.from(`${withoutBoundaries(99)}deep text\r\n`)
    const reader = createMailReader()

    const digest = await reader.digest(raw)
    const { structure } = await reader.content(raw)

    const [leaf] = leaves(structure)
    const rest = await reader.part(raw, leaf?.partId ?? '')
    expect(codes(digest)).toContain('missing-boundary')
    expect(leaf?.partId.split('.')).toHaveLength(limits.mimeGuessesMax)
    expect(leaf?.contentType).toBe('text/plain')
    expect(rest?.bytes.toString()).toContain('deep text')
  })

  test.for([
    ['quotes', fill('"a" ', 800_000)],
    ['comments', fill('(a) ', 800_000)],
    ['an unclosed comment', `(${fill('a@b.c, ', 800_000)}`],
  ] as const)('an address with 800 KB of %s', { timeout: 60_000 }, async ([, name]) => {
    const raw = Buffer.from(`${head}To: b@example.com;${name}<ann@example.com>\r\n\r\nx\r\n`)
    const list = Buffer.from(
      `${head}To: ${fill('b@example.com;', 5_000)}${name}<ann@example.com>\r\n\r\nx\r\n`,
    )
    const reader = createMailReader()

    const alone = await reader.digest(raw)
    const listed = await reader.digest(list)

    expect(alone.to).toEqual([{ name: '', address: 'b@example.com' }])
    expect(listed.to[0]).toEqual({ name: '', address: 'b@example.com' })
    expect(listed.to.some(({ address }) => address.startsWith('ann'))).toBe(false)
    expect(codes(alone)).toContain('unreadable-address')
    expect(codes(listed)).toContain('unreadable-address')
  })

  test('5,000 parts', async () => {
    const raw = Buffer.from(
      mixed + Array.from({ length: 5_000 }, (_, index) => `--b\r\n\r\ntext ${index}\r\n`).join(''),
    )
    const reader = createMailReader()

    const digest = await reader.digest(raw)
    const { structure, inline, attachments } = await reader.content(raw)

    const rest = await reader.part(raw, structure.children.at(-1)?.partId ?? '')
    expect(codes(digest)).toContain('too-many-parts')
    expect(structure.children).toHaveLength(limits.mimeNodesMax)
    expect([...inline, ...attachments].at(-1)?.size).toBe(rest?.bytes.length)
    expect(rest?.bytes.toString()).toContain('text 4999')
  })

  test('a header of more than 2 MiB', async () => {
    const line = `X-Filler: ${'x'.repeat(500)}\r\n`
    const raw = Buffer.from(
      `${head}Subject: Big\r\n${line.repeat(5_000)}Late: yes\r\n\r\nthe body\r\n`,
    )

    const reader = createMailReader()

    const digest = await reader.digest(raw)
    const { text } = await reader.content(raw)

    expect(codes(digest)).toEqual(['header-too-large'])
    expect(digest.subject).toBe('Big')
    expect(text).toBe('the body\r\n')
  })
})

describe('what is much is read', () => {
  test('10,000 header lines', async () => {
    const lines = Array.from(
      { length: 10_000 },
      (_, index) => `X-Line-${index}: value ${index}\r\n`,
    )
    const raw = Buffer.from(`${head}${lines.join('')}Subject: Last\r\n\r\nx\r\n`)

    const reader = createMailReader()

    const digest = await reader.digest(raw)
    const { headerLines } = await reader.content(raw)

    expect(headerLines).toHaveLength(10_003)
    expect(headerLines[9_999]).toEqual({
      name: 'X-Line-9997',
      value: 'value 9997',
      raw: 'value 9997',
      unfolded: 'value 9997',
    })
    expect(digest.subject).toBe('Last')
    expect(digest.problems).toEqual([])
  })

  test('20,000 recipients', async () => {
    const to = Array.from(
      { length: 20_000 },
      (_, index) => `"User, ${index}" <u${index}@example.com>`,
    )
    const raw = Buffer.from(`${head}To: ${to.join(',\r\n ')}\r\n\r\nx\r\n`)

    const digest = await createMailReader().digest(raw)

    expect(digest.to).toHaveLength(20_000)
    expect(digest.to[19_999]).toEqual({ name: 'User, 19999', address: 'u19999@example.com' })
    expect(digest.problems).toEqual([])
  })

  test('an attachment of 20 MB, byte for byte, with the event loop turning', async () => {
    const sent = Buffer.alloc(20 * MB, 'Mailmitt \u0000\u0001\u0002')
    const base64 = sent.toString('base64').replace(/.{76}/g, '$&\r\n')
    const part = 'Content-Disposition: attachment; filename=a\r\nContent-Transfer-Encoding: base64'
    const raw = Buffer.from(`${mixed}--b\r\n${part}\r\n\r\n${base64}\r\n--b--\r\n`)
    const reader = createMailReader()
    let turns = 0
    const turning = setInterval(() => turns++, 0)

    const digest = await reader.digest(raw)
    const received = await reader.part(raw, '1')

    clearInterval(turning)
    expect(digest.attachmentCount).toBe(1)
    expect(received?.bytes.equals(sent)).toBe(true)
    expect(turns).toBeGreaterThan(10)
  })
})

function withoutBoundaries(levels: number): string {
  const type = 'Content-Type: multipart/mixed\r\n\r\n'
  const inner = Array.from({ length: levels }, (_, level) => `--b${level}\r\n${type}`)
  return head + type + inner.join('')
}

function fill(text: string, bytes = MB): string {
  return text.repeat(Math.ceil(bytes / text.length))
}

/** How often the work lets the event loop turn, and how long, by the processor's clock, it does not. */
function run<T>(work: Pieces<T>): { steps: number; longestMs: number; result: T } {
  let longestMs = 0
  for (let steps = 1; ; steps++) {
    const start = process.cpuUsage()
    const step = work.next()
    longestMs = Math.max(longestMs, process.cpuUsage(start).user / 1_000)
    if (step.done === true) return { steps, longestMs, result: step.value }
  }
}

function leaves(node: MimeNode): MimeNode[] {
  return node.children.length === 0 ? [node] : node.children.flatMap(leaves)
}

function codes({ problems }: { problems: ReadonlyArray<{ code: string }> }): string[] {
  return problems.map(({ code }) => code)
}
