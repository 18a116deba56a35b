import { limits } from './limits.ts'
import type { Message } from './message.ts'
import { matches, missedTerms } from './search/matches.ts'
import type { Query } from './search/parse-query.ts'

export interface NearMiss {
  readonly message: Message
  /** The terms it does not match, as they were written. */
  readonly missed: readonly string[]
}

export interface WaitCriteria {
  readonly query: Query | undefined
  readonly inbox: string | undefined
  /** 0 asserts silence: the first match is one too many. */
  readonly count: number
}

/** What one wait has seen so far. Each message is shown to it once, in order of arrival. */
export interface WaitTally {
  readonly matched: readonly Message[]
  /** What arrived, closest first, then newest first: a match that was not enough misses nothing. */
  readonly arrived: readonly NearMiss[]
  readonly elsewhere: number
  readonly isDecided: boolean
  see(message: Message): void
}

export function createWaitTally({ query, inbox, count }: WaitCriteria): WaitTally {
  const matched: Message[] = []
  let nearMisses: NearMiss[] = []
  let elsewhere = 0
  const needed = Math.max(count, 1)

  return {
    matched,
    get arrived() {
      const matches = matched.toReversed().map((message) => ({ message, missed: [] }))
      return [...matches, ...nearMisses].slice(0, limits.waitArrivedMax)
    },
    get elsewhere() {
      return elsewhere
    },
    get isDecided() {
      return matched.length >= needed
    },
    see(message) {
      if (matched.length >= needed) return
      if (inbox !== undefined && !message.inboxes.includes(inbox)) elsewhere += 1
      else if (!query || matches(message, query)) matched.push(message)
      else nearMisses = closest(nearMisses, { message, missed: missedTerms(message, query) })
    },
  }
}

function closest(kept: readonly NearMiss[], next: NearMiss): NearMiss[] {
  return [next, ...kept]
    .sort((one, other) => one.missed.length - other.missed.length)
    .slice(0, limits.waitArrivedMax)
}
