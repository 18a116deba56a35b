import type { Client } from '../http/client.ts'
import type { Criteria } from './criteria.ts'
import type { Message } from './message.ts'
import { missedClauses } from './missed-clauses.ts'

export interface Assignment {
  /** In the order of the criteria, where they have one. */
  readonly messages: readonly Message[]
  /** Criteria that have no message of their own. */
  readonly missing: readonly Criteria[]
}

/** Gives each of the criteria a message of its own: as many as can have one at once (augmenting paths). */
export async function assigned(
  wanted: readonly Criteria[],
  messages: readonly Message[],
  client: Client,
): Promise<Assignment> {
  const fits: boolean[][] = []
  for (const criteria of wanted) {
    const row: boolean[] = []
    for (const message of messages) {
      row.push((await missedClauses(criteria, message, client)).length === 0)
    }
    fits.push(row)
  }
  /** Which of the criteria a message is for. */
  const owners = new Map<number, number>()
  const place = (criteria: number, tried: Set<number>): boolean => {
    for (const [message, isFit] of (fits[criteria] ?? []).entries()) {
      if (!isFit || tried.has(message)) continue
      tried.add(message)
      const owner = owners.get(message)
      if (owner !== undefined && !place(owner, tried)) continue
      owners.set(message, criteria)
      return true
    }
    return false
  }
  for (const criteria of wanted.keys()) place(criteria, new Set())
  const messageOf = new Map([...owners].map(([message, criteria]) => [criteria, message]))
  return {
    messages: wanted.flatMap((_, criteria) => messages[messageOf.get(criteria) ?? -1] ?? []),
    missing: wanted.filter((_, criteria) => !messageOf.has(criteria)),
  }
}
