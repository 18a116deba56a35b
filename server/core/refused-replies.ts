/** A reply of SMTP with 4xx or 5xx. */
export interface RefusedReply {
  readonly remoteAddress: string
  /** What it answers; `''` for no verb that is known. */
  readonly verb: string
  readonly code: number
  /** As it was sent. */
  readonly reply: string
  /** Those that its session has reached so far; asked for only where somebody listens. */
  readonly inboxes: () => readonly string[]
}

/** Tells whoever listens of refusals as they happen. Nobody keeps them: sessions do. */
export interface RefusedReplies {
  tell(reply: RefusedReply): void
  /** Returns the way to stop. */
  subscribe(listener: (reply: RefusedReply) => void): () => void
}

export function createRefusedReplies(): RefusedReplies {
  const listeners = new Set<(reply: RefusedReply) => void>()
  return {
    tell(reply) {
      for (const listener of listeners) listener(reply)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
