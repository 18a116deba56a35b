import { limits } from '../limits.ts'
import type { Message } from '../message.ts'

export interface NearMiss {
  /** Without the text that searches look at: nobody shows it, and a wait may outlive its messages. */
  readonly message: Message
  /** The terms it does not match, as they were written. */
  readonly missed: readonly string[]
}

/** The closest of the messages that did not match. Most waits end well: nothing is explained before it must be. */
export interface NearMisses {
  /** `explain` is called at most once, maybe never. */
  add(message: Message, explain: () => readonly string[]): void
  /** Closest first, then newest first; at most `limits.waitArrivedMax`. */
  closest(): readonly NearMiss[]
}

interface Unexplained {
  readonly message: Message
  readonly explain: () => readonly string[]
}

export function createNearMisses(textless: Textless): NearMisses {
  let explained: readonly NearMiss[] = []
  let fresh: Unexplained[] = []

  function explainFresh(): void {
    const newestFirst = fresh.toReversed().map(toNearMiss)
    explained = [...newestFirst, ...explained]
      .sort((one, other) => one.missed.length - other.missed.length)
      .slice(0, limits.waitArrivedMax)
    fresh = []
  }

  function toNearMiss({ message, explain }: Unexplained): NearMiss {
    return { message: textless(message), missed: explain() }
  }

  return {
    add(message, explain) {
      fresh.push({ message, explain })
      if (fresh.length > limits.waitArrivedMax) explainFresh()
    },
    closest() {
      explainFresh()
      return explained
    },
  }
}

/** A message without its text; the same one for whoever asks, as thousands of waits may. */
export type Textless = (message: Message) => Message

export function createTextless(): Textless {
  const known = new WeakMap<Message, Message>()
  return (message) => {
    const made = known.get(message) ?? withoutText(message)
    known.set(message, made)
    return made
  }
}

function withoutText({ digest, ...message }: Message): Message {
  return { ...message, digest: { ...digest, searchText: '', bodyText: '', detailText: '' } }
}
