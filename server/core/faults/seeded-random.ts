const STEP = 0x6d2b79f5

/** Where the series of a seed begins; all 53 bits of it count. */
export function toRandomState(seed: number): number {
  return (seed ^ Math.floor(seed / 2 ** 32)) >>> 0
}

/** The next number of a series, 0 to 1, and where the series stands then (mulberry32). */
export function nextRandom(state: number): { readonly value: number; readonly state: number } {
  const next = (state + STEP) >>> 0
  let mixed = Math.imul(next ^ (next >>> 15), next | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return { value: ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32, state: next }
}
