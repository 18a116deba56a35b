import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bccOf } from '../../../../server/core/bcc.ts'
import { limits } from '../../../../server/core/limits.ts'
import type { MailAddress, Message } from '../../../../server/core/message.ts'
import { matches, missedTerms } from '../../../../server/core/search/matches.ts'
import { parseQuery } from '../../../../server/core/search/parse-query.ts'
import type { QueryNode, Term, TextTest } from '../../../../server/core/search/query-node.ts'
import { toSearched, withoutSeparators } from '../../../../server/core/search/to-searched.ts'
import type { SearchedFields } from '../../../support/a-message.ts'
import { aMessage, anEnvelope } from '../../../support/a-message.ts'
import { NOW } from '../../../support/a-query.ts'
import { printQuery } from '../../../support/print-query.ts'

const context = { now: () => NOW, timeZone: 'Europe/Berlin' }

/** Pieces from which queries are glued, with and without sense. */
const piece = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ' ',
      ' ',
      ' ',
      '"',
      '-',
      '!',
      '(',
      ')',
      'OR',
      ' OR ',
      ':',
      '=',
      '/',
      '\\',
      ',',
      '<',
      '>',
      ';',
      '\t',
      '\u00a0',
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'from:',
      'to:',
      'cc:',
      'bcc:',
      'addressed:',
      'subject:',
      'subject:=',
      'subject:/',
      'body:',
      'text:',
      'html:',
      'filename:',
      'header:',
      'header:x-a=',
      'tag:',
      'inbox:',
      'is:read',
      'is:',
      'has:link',
      'has:',
      'newer:5m',
      'older:',
      'after:2026-01-10',
      'before:today',
      'larger:1k',
      'smaller:',
      'form:',
      'envelope-from:',
      'message-id:',
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom('a', 'b', 'ann', 'order', '5', 'i', 'Straße', '＂', 'İ', 'x@y'),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
)
const source = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''))

test('no text makes it throw, and what is refused is refused at a place in it, with a sentence', () => {
  fc.assert(
    fc.property(fc.oneof(source, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
      const parsed = parseQuery(text, context)
      if (parsed.ok) {
        expect(typeof matches(aMessage(), parsed.query)).toBe('boolean')
        for (const missed of missedTerms(aMessage(), parsed.query)) expect(text).toContain(missed)
      } else {
        expect(parsed.at).toBeGreaterThanOrEqual(0)
        expect(parsed.at).toBeLessThanOrEqual(text.length)
        expect(parsed.problem).toMatch(/^[^]+\.$/)
      }
    }),
    { numRuns: 5_000 },
  )
})

test('what is printed and read again is the same', () => {
  fc.assert(
    fc.property(source, (text) => {
      const parsed = parseQuery(text, context)
      fc.pre(parsed.ok)
      const printed = printQuery(parsed.query.tree)

      const again = parseQuery(printed, context)

      expect(again, printed).toMatchObject({ ok: true })
      if (again.ok) expect(plain(again.query.tree), printed).toEqual(plain(parsed.query.tree))
    }),
    { numRuns: 5_000, examples: [['header:")"'], ['header:"a(b"=c']] },
  )
})

const word = fc.constantFrom('ann', 'bob', 'order', 'an', 'r b', 'x', '5', 'ＡＮＮ', 'b', ',')
const text = fc.array(word, { maxLength: 3 }).map((words) => words.join(' '))
const address = fc.record({ name: text, address: fc.constantFrom('ann@x', 'bob@y', 'order@x') })
const addresses = fc.array(address, { maxLength: 2 })
const message = fc
  .record({
    digest: fc.record({
      from: fc.option(address, { nil: undefined }),
      to: addresses,
      cc: addresses,
      bcc: addresses,
      replyTo: addresses,
      subject: text,
      messageId: fc.constantFrom('ann@x', ''),
      text,
      html: text,
      attachments: fc.array(text, { maxLength: 2 }),
      inline: fc.array(text, { maxLength: 2 }),
      headers: fc.array(fc.tuple(fc.constantFrom('x-a', 'subject', 'to'), text), { maxLength: 2 }),
      attachmentCount: fc.nat(1),
      hasLink: fc.boolean(),
    }),
    to: fc.array(fc.constantFrom('ann@x', 'eve@x'), { maxLength: 2 }),
    sender: fc.constantFrom('', 'ann@x', 'bounce@z'),
    read: fc.boolean(),
    tags: fc.array(fc.constantFrom('Ann', 'order'), { maxLength: 2 }),
    inboxes: fc.subarray(['ann', 'bob']),
    size: fc.constantFrom(500, 1_024, 2_000),
    receivedMs: fc.constantFrom(
      NOW.getTime(),
      Date.parse('2026-01-09T23:00:00Z'),
      Date.parse('2026-01-10T11:55:00Z'),
    ),
  })
  .map(({ to, sender, ...fields }) => ({
    searched: fields.digest,
    message: aMessage({ ...fields, envelope: anEnvelope({ from: sender, to }) }),
  }))

/** A comma is looked for in lists as they are joined; that has a table of its own. */
const asked = word.filter((one) => one !== ',')
const operand = fc.oneof(
  asked.map((one) => `"${one}"`),
  asked.map((one) => `="${one}"`),
  fc.constantFrom('/^a/', '/B/i', '/n{2}/'),
)
const field = fc.constantFrom(
  'from',
  'to',
  'cc',
  'bcc',
  'reply-to',
  'addressed',
  'subject',
  'message-id',
  'body',
  'text',
  'html',
  'filename',
  'envelope-from',
  'envelope-to',
)
const term = fc.oneof(
  asked.map((one) => `"${one}"`),
  fc.tuple(field, operand).map(([name, one]) => `${name}:${one}`),
  operand.map((one) => `header:x-a=${one}`),
  fc.constantFrom(
    'header:x-a',
    'header:to',
    'tag:ann',
    'inbox:bob',
    'is:read',
    'is:unread',
    'is:tagged',
    'has:attachment',
    'has:link',
    'newer:5m',
    'older:5m',
    'after:today',
    'before:"2026-01-10 12:55"',
    '-after:today',
    '-before:today',
    'larger:1k',
    'smaller:1k',
  ),
)
const { query } = fc.letrec<{ query: string }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 3 },
    term,
    fc.tuple(tie('query'), tie('query')).map(([one, other]) => `(${one}) (${other})`),
    fc.tuple(tie('query'), tie('query')).map(([one, other]) => `(${one}) OR (${other})`),
    tie('query').map((one) => `-(${one})`),
  ),
}))

test('finds what a reading of the tree word for word finds', () => {
  fc.assert(
    fc.property(query, message, (written, { searched, message }) => {
      const parsed = parseQuery(written, context)
      expect(parsed, written).toMatchObject({ ok: true })
      if (!parsed.ok) return

      const expected = naive(parsed.query.tree, message, searched)

      expect(matches(message, parsed.query)).toBe(expected)
      expect(missedTerms(message, parsed.query).length > 0).toBe(!expected)
    }),
    { numRuns: 5_000 },
  )
})

/** The contract once more, over the fields of a message instead of the texts that are made of them. */
function naive(node: QueryNode, message: Message, searched: SearchedFields): boolean {
  switch (node.kind) {
    case 'and':
      return node.children.every((child) => naive(child, message, searched))
    case 'or':
      return node.children.some((child) => naive(child, message, searched))
    case 'not': {
      const { child } = node
      if (child.kind === 'term' && child.term.type === 'date') {
        const side = child.term.side === 'after' ? 'before' : 'after'
        return naive({ ...child, term: { ...child.term, side } }, message, searched)
      }
      return !naive(child, message, searched)
    }
    case 'term':
      return naiveTerm(node.term, message, searched)
  }
}

function naiveTerm(term: Term, message: Message, searched: SearchedFields): boolean {
  const received = message.receivedMs
  switch (term.type) {
    case 'words':
      return naiveTexts('words', message, searched).some((one) => has(one, term.needle.value))
    case 'text':
      return naiveTest(term.test, naiveTexts(term.field, message, searched), term.field)
    case 'header': {
      const values = (searched.headers ?? []).flatMap(([name, value]) =>
        name === term.name ? [value] : [],
      )
      return term.test ? naiveTest(term.test, values, 'header') : values.length > 0
    }
    case 'tag':
      return message.tags.some((tag) => tag.toLowerCase() === term.value)
    case 'inbox':
      return message.inboxes.includes(term.value)
    case 'size':
      return term.side === 'larger' ? message.size > term.bytes : message.size < term.bytes
    case 'age':
      return received >= NOW.getTime() - term.ms === (term.side === 'newer')
    case 'date': {
      // Midnight in Berlin.
      const date = term.when.type === 'moment' ? term.when.ms : Date.parse('2026-01-09T23:00:00Z')
      return term.side === 'after' ? received >= date : received <= date
    }
    case 'flag':
      return naiveFlag(term.flag, message)
  }
}

function naiveFlag(flag: string, { read, tags, digest }: Message): boolean {
  if (flag === 'is:read') return read
  if (flag === 'is:unread') return !read
  if (flag === 'is:tagged') return tags.length > 0
  return flag === 'has:attachment' ? digest.attachmentCount === 1 : digest.hasLink
}

/** Case and separators do not count. */
function has(text: string, value: string): boolean {
  const searched = toSearched(text)
  return searched.includes(value) || withoutSeparators(searched).includes(value)
}

function naiveTest(test: TextTest, texts: readonly string[], field: string): boolean {
  const isFolded = ['body', 'text', 'html', 'filename', 'header'].includes(field)
  switch (test.how) {
    case 'contains':
      return texts.some((one) => has(one, test.needle.value))
    case 'equals':
      if (test.value === '') return texts.every((one) => toSearched(one) === '')
      return texts.some((one) => toSearched(one) === test.value)
    case 'regex': {
      const flags = isFolded && !test.flags.includes('i') ? `${test.flags}i` : test.flags
      return texts.some((one) =>
        new RegExp(test.source, flags).test(isFolded ? toSearched(one) : one),
      )
    }
  }
}

function spelt({ name, address }: MailAddress): readonly string[] {
  return [address, name, name === '' ? address : `${name} <${address}>`].filter((one) => one !== '')
}

function naiveTexts(field: string, message: Message, searched: SearchedFields): readonly string[] {
  const { digest, envelope } = message
  const from = digest.from ? [digest.from] : []
  const { text = '', html = '', attachments = [], inline = [] } = searched
  switch (field) {
    case 'from':
      return from.flatMap(spelt)
    case 'to':
      return digest.to.flatMap(spelt)
    case 'cc':
      return digest.cc.flatMap(spelt)
    case 'bcc':
      return bccOf(message).flatMap(spelt)
    case 'reply-to':
      return digest.replyTo.flatMap(spelt)
    case 'addressed':
      return ['from', 'to', 'cc', 'bcc', 'reply-to'].flatMap((one) =>
        naiveTexts(one, message, searched),
      )
    case 'subject':
      return [digest.subject]
    case 'message-id':
      return [digest.messageId]
    case 'text':
      return [text]
    case 'html':
      return [html]
    case 'body':
      return [text, html]
    case 'filename':
      return [...attachments, ...inline]
    case 'envelope-from':
      return [envelope.from]
    case 'envelope-to':
      return envelope.to
    default:
      return [
        digest.subject,
        ...naiveTexts('addressed', message, searched),
        envelope.from,
        ...attachments,
        toSearched(html) === '' ? text : html,
      ]
  }
}

describe('the work is bounded by the length of the query', () => {
  const floods: readonly (readonly [string, string])[] = [
    ['parentheses', '('.repeat(4_096)],
    ['closed parentheses', `${'('.repeat(2_048)}${')'.repeat(2_048)}`],
    ['groups', '() '.repeat(1_365)],
    ['quotes', '"'.repeat(4_096)],
    ['negations', '-'.repeat(4_096)],
    ['negated parentheses', '-('.repeat(2_048)],
    ['regular expressions that do not close', 'subject:/a '.repeat(372)],
    ['slashes', `subject:${'/'.repeat(4_000)}x`],
    ['escaped slashes', `subject:/${'\\/'.repeat(2_000)}`],
    ['header regular expressions', `header:x${'=/'.repeat(2_000)}`],
    ['OR', 'OR '.repeat(1_365)],
    ['commas', ', '.repeat(2_048)],
    ['words', 'a '.repeat(2_048)],
    ['colons', 'a:'.repeat(2_048)],
    ['parentheses in a word', `a${'('.repeat(2_000)}${')'.repeat(2_000)}`],
    ['separators in a phrase', `"${'a,'.repeat(2_000)}"`],
  ]

  test.for(floods)('of %s', ([, flood]) => {
    let steps = 0
    const onStep = (): void => void (steps += 1)

    const parsed = parseQuery(flood, { ...context, onStep })

    expect(steps).toBeLessThanOrEqual(6 * flood.length + 10)
    if (!parsed.ok) expect(parsed.problem).not.toBe('')
  })

  test('and a message is asked each term at most once', () => {
    const terms = Array.from({ length: limits.queryTermsMax }, (_, at) => `no${at}`)
    for (const written of [
      terms.join(' OR '),
      `-(${terms.join(' OR ')})`,
      terms.map((one) => `-${one}`).join(' '),
    ]) {
      let asked = 0
      const parsed = parseQuery(written, context)
      if (!parsed.ok) throw new Error(parsed.problem)

      matches(aMessage(), {
        ...parsed.query,
        context: { ...context, onStep: () => void (asked += 1) },
      })

      expect(asked).toBe(limits.queryTermsMax)
    }
  })

  test('groups are as deep as the limit, and no deeper', () => {
    const nested = (depth: number): string => `${'(x '.repeat(depth)}y${')'.repeat(depth)}`

    expect(parseQuery(nested(limits.queryDepthMax), context)).toMatchObject({ ok: true })
    expect(parseQuery(nested(limits.queryDepthMax + 1), context)).toMatchObject({ ok: false })
  })
})

/** A tree without places, and without what is compiled. */
function plain(node: QueryNode): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, value: unknown) =>
      key === 'at' || key === 'end' ? undefined : value,
    ),
  ) as unknown
}
