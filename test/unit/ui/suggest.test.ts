import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lexQuery } from '../../../server/core/search/lex-query.ts'
import { FLAGS, OPERATORS, TEXT_FIELDS } from '../../../server/core/search/operators.ts'
import { parseQuery } from '../../../server/core/search/parse-query.ts'
import { bestMatches } from '../../../ui/lib/suggest/best-matches.ts'
import { flags, operators, samples, textFields } from '../../../ui/lib/suggest/language.ts'
import { markRefused, mendRefused } from '../../../ui/lib/suggest/refusal.ts'
import { suggest } from '../../../ui/lib/suggest/suggest.ts'
import type { Known, Suggestion } from '../../../ui/lib/suggest/suggest.ts'
import { termAt } from '../../../ui/lib/suggest/term-at.ts'

const known: Known = {
  tags: ['urgent', 'two words'],
  inboxes: ['checkout', 'worker7'],
  recents: ['is:unread invoice', 'from:ann'],
}

/** `|` is the caret. */
function offered(written: string, names: Known = known): readonly Suggestion[] {
  const caret = written.indexOf('|')
  const query = written.replace('|', '')
  return suggest(query, caret, names).flatMap(({ suggestions }) => suggestions)
}

function textsOf(written: string): string[] {
  return offered(written).map(({ text }) => text)
}

/** What the query becomes with the first suggestion of that text, with the caret in it. */
function taken(written: string, text: string): string | undefined {
  const found = offered(written).find((one) => one.text === text)
  return found && `${found.query.slice(0, found.caret)}|${found.query.slice(found.caret)}`
}

test('knows the operators and flags of the server, each once', () => {
  expect(operators.map(({ text }) => text).sort()).toEqual(OPERATORS.map((one) => `${one}:`).sort())
  expect([...textFields].sort()).toEqual(TEXT_FIELDS.map((one) => `${one}:`).sort())
  expect(flags.map(({ text }) => text).sort()).toEqual([...FLAGS].sort())
})

test('every flag and sample is a query that the server understands', () => {
  const refused = [...flags, ...samples].filter(
    ({ text }) => !parseQuery(text, { now: () => new Date(0) }).ok,
  )
  expect(refused).toEqual([])
})

test('an empty box offers what was searched for before, then every operator', () => {
  const texts = textsOf('|')

  expect(texts.slice(0, 2)).toEqual(['is:unread invoice', 'from:ann'])
  expect(texts).toHaveLength(2 + OPERATORS.length)
})

test.for([
  ['fr|', 'from:'],
  ['ENV|', 'envelope-from:'],
  ['unre|', 'is:unread'],
  ['atta|', 'has:attachment'],
  ['urg|', 'tag:urgent'],
  ['check|', 'inbox:checkout'],
  ['is:un|', 'is:unread'],
  ['has:|', 'has:code'],
  ['newer:|', 'newer:5m'],
  ['tag:|', 'tag:"two words"'],
  ['tag:wor|', 'tag:"two words"'],
  ['inbox:7|', 'inbox:worker7'],
  ['invoice -is:|', 'is:read'],
  ['(from:ann OR ta|)', 'tag:'],
] as const)('%s offers %s', ([written, text]) => {
  expect(textsOf(written)).toContain(text)
})

test.for([
  ['invoice fr|', 'from:', 'invoice from:|'],
  ['invoice -fr| urgent', 'from:', 'invoice -from:| urgent'],
  ['su|b:invoice', 'subject:', 'subject:|invoice'],
  ['is:un| invoice', 'is:unread', 'is:unread| invoice'],
  ['tag:two| x', 'tag:"two words"', 'tag:"two words"| x'],
  ['tag:"two w|', 'tag:"two words"', 'tag:"two words"|'],
  ['(a OR tag:ur|)', 'tag:urgent', '(a OR tag:urgent|)'],
  ['a | b', 'from:', 'a from:| b'],
] as const)('%s becomes, with %s, %s', ([written, text, result]) => {
  expect(taken(written, text)).toBe(result)
})

test('what is there already is not offered, and plain text offers nothing', () => {
  expect(textsOf('is:unread|')).not.toContain('is:unread')
  expect(offered('hello there, wonderful|')).toEqual([])
  expect(offered('subject:inv|')).toEqual([])
})

test.for([
  'subject:/^re: fr|/i',
  'subject:/^re: fr|',
  'subject:/fr|',
  'header:x-a=/two ta|/',
  'invoice -subject:/a "b is:un|',
  'subject:/a\\/b is:un|',
])('inside of a regular expression, as in %s, nothing is offered', (written) => {
  expect(offered(written)).toEqual([])
})

test.for([
  ['subject:/a b/i fr|', 'from:', 'subject:/a b/i from:|'],
  ['(subject:/a b/i fr|)', 'from:', '(subject:/a b/i from:|)'],
  ['su|b:/a "b/i c', 'subject:', 'subject:|/a "b/i c'],
  ['html:/reset/abc is:un|', 'is:unread', 'html:/reset/abc is:unread|'],
  ['tag:/a is:un|', 'is:unread', 'tag:/a is:unread|'],
] as const)('around one, %s becomes with %s %s', ([written, text, result]) => {
  expect(taken(written, text)).toBe(result)
})

test('ends each term where the server does, regular expressions too', () => {
  const pieces = [
    'a',
    'x',
    ' ',
    '/',
    '\\',
    'i',
    'm',
    's',
    'u',
    'subject:',
    'header:x=',
    'tag:',
    '-',
    '.',
  ]
  const query = fc.array(fc.constantFrom(...pieces), { maxLength: 25 })
  fc.assert(
    fc.property(query, (some) => {
      const source = some.join('')
      const lexemes = lexQuery(source, () => undefined)
      if (!lexemes.ok) throw new Error(lexemes.problem)
      for (const { at, end } of lexemes.value) {
        expect(termAt(source, at + 1), source).toMatchObject({ from: at, end })
      }
    }),
    { numRuns: 2_000 },
  )
})

test('a query of slashes is looked through once', () => {
  const query = 'subject:/a '.repeat(20_000)

  expect(termAt(query, query.length).regexStart).toBe('subject:'.length)
})

test('a search of before is offered while one writes it again', () => {
  expect(textsOf('is:unread inv|')).toContain('is:unread invoice')
})

test('of many names no more are offered than one looks through', () => {
  const tags = Array.from({ length: 5_000 }, (_, index) => `tag-${index}`)

  expect(offered('tag:|', { ...known, tags })).toHaveLength(50)
})

test('finds the term of every place in any query, in order and inside of it', () => {
  const query = fc.string({
    unit: fc.constantFrom('a', ':', '"', '-', '(', ' ', ')', '!'),
    maxLength: 30,
  })
  fc.assert(
    fc.property(query, fc.nat(30), (text, at) => {
      const caret = Math.min(at, text.length)
      const { from, start, end } = termAt(text, caret)
      expect(from <= start && start <= end && end <= text.length).toBe(true)
      expect(from <= caret && caret <= end).toBe(true)
    }),
  )
})

test.for([
  ['a form:ann b', { before: 'a ', bad: 'form:ann', after: ' b' }],
  ['a -form:ann', { before: 'a ', bad: '-form:ann', after: '' }],
  ['a subject:"oops and more', { before: 'a subject:', bad: '"oops and more', after: '' }],
  ['x after:tomorrow', { before: 'x ', bad: 'after:tomorrow', after: '' }],
  ['()', { before: '', bad: '(', after: ')' }],
] as const)('marks the piece of %s that the server means', ([query, marked]) => {
  const parsed = parseQuery(query)
  if (parsed.ok) throw new Error('The server reads it.')

  expect(markRefused({ query, at: parsed.at, suggestion: undefined })).toEqual(marked)
})

test.for([
  ['a form:ann b', 'a from:ann b'],
  ['-(sbject:x OR y)', '-(subject:x OR y)'],
  ['is:unread -form:"a b"', 'is:unread -from:"a b"'],
] as const)('%s is mended to %s', ([query, mended]) => {
  const parsed = parseQuery(query)
  if (parsed.ok) throw new Error('The server reads it.')

  const { at, suggestion } = parsed
  expect(mendRefused({ query, at, suggestion })).toBe(mended)
  expect(parseQuery(mended).ok).toBe(true)
})

test('of a long query only the wrong piece and what is around it is shown', () => {
  const query = `${'a '.repeat(500)}form:ann ${'b '.repeat(500)}`

  const marked = markRefused({ query, at: 1_000, suggestion: 'from:' })

  expect(marked?.bad).toBe('form:ann')
  expect(`${marked?.before}${marked?.after}`.length).toBeLessThan(150)
})

test('what begins with the words comes before what has them inside', () => {
  const names = ['reopen tab', 'Next tab', 'tab bar', 'stable']

  expect(bestMatches(names, 'tab', String)).toEqual(['tab bar', 'reopen tab', 'Next tab', 'stable'])
  expect(bestMatches(names, 'tab ne', String)).toEqual(['Next tab'])
  expect(bestMatches(names, ' ', String)).toEqual(names)
})
