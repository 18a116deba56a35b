import { beforeEach, expect, test } from 'vitest'
import { RecentSearches } from '../../../ui/lib/state/recent-searches.svelte.ts'

beforeEach(() => localStorage.clear())

test('the last search comes first, once, and is there the next time', () => {
  const recents = new RecentSearches()
  for (const query of ['a', 'b', 'a']) recents.add(query)

  expect(recents.queries).toEqual(['a', 'b'])
  expect(new RecentSearches().queries).toEqual(['a', 'b'])
})

test('keeps ten, and none that is empty or very long', () => {
  const recents = new RecentSearches()
  for (let number = 1; number <= 30; number += 1) recents.add(`query ${number}`)
  for (const query of ['', 'x'.repeat(1_000)]) recents.add(query)

  expect(recents.queries).toHaveLength(10)
  expect(recents.queries[0]).toBe('query 30')
})

test('forgets one, and all of them without a trace', () => {
  const recents = new RecentSearches()
  for (const query of ['a', 'b']) recents.add(query)

  recents.erase('b')
  expect(new RecentSearches().queries).toEqual(['a'])
  recents.eraseAll()
  expect(localStorage).toHaveLength(0)
})

test.for(['no JSON', '{"a":1}', '[1, null, "kept"]'])(
  'what else is stored, %s, breaks nothing',
  (stored) => {
    localStorage.setItem('mailmitt.recent-searches', stored)

    expect(new RecentSearches().queries).toEqual(stored.includes('kept') ? ['kept'] : [])
  },
)
