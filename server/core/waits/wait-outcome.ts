import type { Message } from '../message.ts'
import type { SessionSummary } from '../session.ts'
import type { NearMiss } from './near-misses.ts'
import type { WaitCriteria } from './wait-tally.ts'

export interface WaitRequest extends WaitCriteria {
  readonly inbox: string | undefined
  /** Only messages with a greater Seq count; 0 is all that are kept. */
  readonly since: number
  readonly timeoutMs: number
  /** Aborted when the client hangs up. */
  readonly signal: AbortSignal
}

export type WaitOutcome =
  | { readonly type: 'matched'; readonly messages: readonly Message[]; readonly cursor: number }
  | { readonly type: 'unexpected'; readonly message: Message }
  | {
      readonly type: 'timeout'
      readonly waitedMs: number
      /** How many matched, fewer than were asked for. */
      readonly matchCount: number
      readonly cursor: number
      readonly arrived: readonly NearMiss[]
      readonly elsewhere: number
      readonly evicted: number
      readonly failedSessions: readonly SessionSummary[]
    }
  /** The client hung up: nobody reads the answer. */
  | { readonly type: 'abandoned' }
