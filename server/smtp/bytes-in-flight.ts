/** Bytes of messages that are being received, over all connections together. */
export interface BytesInFlight {
  readonly isFull: boolean
  /** Whether there was room; without it nothing is taken. */
  take(bytes: number): boolean
  release(bytes: number): void
}

export function createBytesInFlight(max: number): BytesInFlight {
  let taken = 0
  return {
    get isFull() {
      return taken >= max
    },
    take(bytes) {
      if (taken + bytes > max) return false
      taken += bytes
      return true
    },
    release(bytes) {
      taken -= bytes
    },
  }
}
