import { expect, test } from 'vitest'
import type { Message } from '../../../server/core/message.ts'
import type { Hint } from '../../../server/core/search/hint.ts'
import { plainNeedle } from '../../../server/core/search/needle.ts'
import { createShelves } from '../../../server/store/shelves.ts'
import { aDigest, aMessage } from '../../support/a-message.ts'

test('a shelf goes with the last message on it, before anybody tidies', () => {
  const hint: Hint = { needle: plainNeedle('needle'), texts: ['searchText'], isAll: true }
  const shelves = createShelves({ shelved: () => undefined })
  const messages = new Map<number, Message>()
  for (let seq = 1; seq <= 256; seq += 1) {
    const message = aMessage({ seq, digest: aDigest({ subject: 'needle' }) })
    messages.set(seq, message)
    shelves.add(message)
  }
  shelves.tidy((seq) => messages.get(seq))
  const before = [...shelves.snapshot().candidates(hint, 'oldest')]

  for (const message of messages.values()) shelves.remove(message)

  const portions = [...shelves.snapshot().candidates(hint, 'oldest')]
  expect(before.flatMap(({ seqs }) => seqs)).toHaveLength(256)
  expect(portions.flatMap(({ seqs }) => seqs)).toEqual([])
})
