/** One thing that speaks for a candidate, or against it. */
export interface Reason {
  readonly name: string
  readonly points: number
}

export const noReason: Reason = { name: 'none', points: 0 }

/** Of several ways to say the same only the strongest counts. */
export function strongest(reasons: readonly Reason[]): Reason {
  return reasons.reduce((most, one) => (one.points > most.points ? one : most), noReason)
}
