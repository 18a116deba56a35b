import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toNeedle } from '../../../server/core/search/needle.ts'
import { parseQuery } from '../../../server/core/search/parse-query.ts'
import type { Term } from '../../../server/core/search/query-node.ts'
import { toSearched } from '../../../server/core/search/to-searched.ts'
import { isSameName, readTerm, writeTerm } from '../../../ui/lib/suggest/term.ts'

/** What the server makes of a query that is one term, alone and inside of a larger one. */
function readByServer(query: string): Term {
  const alone = parseQuery(query)
  const within = parseQuery(`(a OR -${query}) b`)
  if (!alone.ok || alone.query.tree.kind !== 'term') throw new Error(`No term: ${query}`)
  if (!within.ok || within.query.tree.kind !== 'and') throw new Error(`It breaks out: ${query}`)
  const [group] = within.query.tree.children
  const negated = group?.kind === 'or' ? group.children[1] : undefined
  if (negated?.kind !== 'not') throw new Error(`It breaks out: ${query}`)
  expect(negated.child).toMatchObject({ kind: 'term', term: alone.query.tree.term })
  return alone.query.tree.term
}

test.for([
  ['to', 'ann+news@example.com', 'to:ann+news@example.com'],
  ['tag', 'billing', 'tag:billing'],
  ['tag', 'Two words', 'tag:"Two words"'],
  ['inbox', 'worker-7', 'inbox:worker-7'],
  ['inbox', '=odd', 'inbox:"=odd"'],
  ['from', '"odd (one)"@a.test', 'from:"odd (one) @a.test"'],
  ['from', '"back\\\\slash\\"@a.test', 'from:"back\\\\slash\\ @a.test"'],
  ['from', '/ann/', 'from:"/ann/"'],
  ['from', 'jörg@grüße.test', 'from:jörg@grüße.test'],
] as const)('%s and %s are the search %s', ([operator, value, query]) => {
  expect(writeTerm(operator, value)).toBe(query)
})

const texts = fc.string({
  unit: fc.constantFrom('a', 'B', 'ß', ' ', '"', '\\', '/', '=', '(', ')', ':', ',', '<', '-', '+'),
  minLength: 1,
  maxLength: 12,
})

test('whatever a name has in it, the server reads that name', () => {
  fc.assert(
    fc.property(texts, fc.constantFrom('tag', 'inbox'), (name, operator) => {
      const value = toSearched(name.replaceAll('"', ' '))
      fc.pre(value !== '')
      expect(readByServer(writeTerm(operator, name))).toEqual({ type: operator, value })
    }),
  )
})

test('whatever an address has in it, the server looks for that text and nothing else', () => {
  fc.assert(
    fc.property(texts, fc.constantFrom('from', 'to', 'cc', 'bcc', 'reply-to'), (text, field) => {
      const needle = toNeedle(text.replaceAll('"', ' '))
      fc.pre(needle !== undefined)
      expect(readByServer(writeTerm(field, text))).toEqual({
        type: 'text',
        field,
        test: { how: 'contains', needle },
      })
    }),
  )
})

test('what is written is read again, whoever wrote it and how', () => {
  expect(readTerm('tag', 'tag:billing')).toBe('billing')
  expect(readTerm('tag', 'tag:"billing"')).toBe('billing')
  expect(readTerm('tag', ' TAG:="Two words" ')).toBe('Two words')
  expect(readTerm('inbox', 'inbox:"=odd"')).toBe('=odd')
  expect(readTerm('tag', 'tag:billing welcome')).toBeUndefined()
  expect(readTerm('tag', 'tag:"billing" OR tag:"x"')).toBeUndefined()
  expect(readTerm('tag', '-tag:billing')).toBeUndefined()
  expect(readTerm('tag', 'inbox:billing')).toBeUndefined()
  expect(readTerm('tag', 'tag:')).toBeUndefined()
})

test('a name is the same in any case, and with its letters composed or not', () => {
  expect(isSameName('Größe', 'GRÖßE'.normalize('NFD'))).toBe(true)
  expect(isSameName('two  words', 'Two Words')).toBe(true)
  expect(isSameName('billing', 'bill')).toBe(false)
})
