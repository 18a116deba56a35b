/** Time, handed in so that the core has none of its own. */
export interface Clock {
  now(): Date
  /** Calls back once after `ms`; returns the way to call it off. */
  after(ms: number, callback: () => void): () => void
}
