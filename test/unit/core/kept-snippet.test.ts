import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keepSnippet, snippetOf } from '../../../server/core/kept-snippet.ts'
import { toSearched } from '../../../server/core/search/to-searched.ts'
import { toSnippet } from '../../../server/mime/to-snippet.ts'
import { aDigest } from '../../support/a-message.ts'

const unit = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('a', 'B', 'c', ' ', '.', '\n', 'a', 'b') },
  { weight: 1, arbitrary: fc.constantFrom('ß', 'É', 'İ', '🎉', '\0', '\u200b', '€') },
)

test('a snippet that was kept is the one that was there', () => {
  fc.assert(
    fc.property(
      fc.string({ unit, maxLength: 300 }),
      fc.string({ unit, maxLength: 20 }),
      (text, other) => {
        for (const bodyText of [toSearched(text), toSearched(other), toSearched(text + other)]) {
          const digest = { ...aDigest(), snippet: toSnippet(text), bodyText }
          expect(snippetOf({ ...digest, snippet: keepSnippet(digest) })).toBe(digest.snippet)
        }
      },
    ),
    { numRuns: 2_000 },
  )
})

test.for(['', 'Hi', 'YOUR ACCOUNT IS READY NOW', 'Größe'])('%j is kept as it is', (snippet) => {
  const digest = { ...aDigest(), snippet, bodyText: toSearched(snippet) }

  expect(keepSnippet(digest)).toBe(snippet)
})

test('the snippet of plain words takes a character for each capital', () => {
  const text = 'Your account is ready, Ann. '.repeat(20)
  const digest = { ...aDigest(), snippet: toSnippet(text), bodyText: toSearched(text) }

  const kept = keepSnippet(digest)

  expect(digest.snippet).toHaveLength(203)
  expect(kept.length).toBeLessThan(20)
  expect(snippetOf({ ...digest, snippet: kept })).toBe(digest.snippet)
})
