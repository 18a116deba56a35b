import { limits } from '../limits.ts'
import type { Message } from '../message.ts'
import { matchesAt, missedTerms, momentOf } from '../search/matches.ts'
import type { Query } from '../search/parse-query.ts'
import type { NearMiss, Textless } from './near-misses.ts'
import { createNearMisses } from './near-misses.ts'

export interface WaitCriteria {
  readonly query: Query | undefined
  /** 0 asserts silence: the first match is one too many. */
  readonly count: number
}

/** What one wait has seen so far. Each message is shown to it once, in order of arrival. */
export interface WaitTally {
  /** Without their text where several are waited for: the last may come when the first are long gone. */
  readonly matched: readonly Message[]
  /** What arrived, closest first, then newest first: a match that was not enough misses nothing. */
  readonly arrived: readonly NearMiss[]
  readonly isDecided: boolean
  see(message: Message): void
}

export function createWaitTally({ query, count }: WaitCriteria, textless: Textless): WaitTally {
  const matched: Message[] = []
  const nearMisses = createNearMisses(textless)
  const needed = Math.max(count, 1)

  function match(message: Message): void {
    matched.push(needed === 1 ? message : textless(message))
  }

  return {
    matched,
    get arrived() {
      const matches = matched.toReversed().map((message) => ({ message, missed: [] }))
      return [...matches, ...nearMisses.closest()].slice(0, limits.waitArrivedMax)
    },
    get isDecided() {
      return matched.length >= needed
    },
    see(message) {
      if (matched.length >= needed) return
      if (!query) {
        match(message)
        return
      }
      // What is explained later is explained as of now.
      const moment = momentOf(query)
      if (matchesAt(message, query, moment)) match(message)
      else nearMisses.add(message, () => missedTerms(message, query, moment))
    },
  }
}
