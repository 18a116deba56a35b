import type { FeedFrame } from '../../../server/contract/events.ts'

/** What happened to messages, as opposed to what the server says about itself. */
export type LoggedFrame = Exclude<FeedFrame, { Type: 'stats' | 'reset' | 'error' | 'session' }>
export type NewFrame = Extract<FeedFrame, { Type: 'new' }>

export interface FrameQueue {
  push(frame: LoggedFrame): void
  /** Applies what has gathered, unless it is not the time. */
  flush(): Promise<void>
  clear(): void
}

export interface FrameQueueOptions {
  readonly apply: (group: readonly LoggedFrame[]) => void
  /** While a list loads, what the feed says of it must wait: the answer would undo it. */
  readonly isPaused: () => boolean
  /** The list keeps the reader's place by its change in length, so each group is drawn by itself. */
  readonly drawn: () => Promise<void>
}

/** One screen update for a burst of frames; well under the 100 ms a new mail may take to show. */
const gatherMs = 16

export function createFrameQueue({ apply, isPaused, drawn }: FrameQueueOptions): FrameQueue {
  let frames: LoggedFrame[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let isFlushing = false

  async function flush(): Promise<void> {
    timer = undefined
    if (isFlushing || isPaused()) return
    isFlushing = true
    try {
      for (const group of grouped(frames.splice(0))) {
        apply(group)
        await drawn()
      }
    } finally {
      isFlushing = false
    }
    if (frames.length > 0) flushSoon()
  }

  function flushSoon(): void {
    timer ??= setTimeout(() => void flush(), gatherMs)
  }

  return {
    flush,
    push(frame) {
      frames.push(frame)
      flushSoon()
    },
    clear() {
      frames = []
    },
  }
}

/** Evictions first, and never a message that came and was evicted at once; the rest in its order. */
export function grouped(frames: readonly LoggedFrame[]): LoggedFrame[][] {
  const came = new Set(frames.filter(({ Type }) => Type === 'new').map(idOf))
  const isEviction = (frame: LoggedFrame): boolean =>
    frame.Type === 'delete' && frame.Data.Evicted === true
  const gone = new Set(frames.filter(isEviction).map(idOf))
  const evictions = frames.filter((frame) => isEviction(frame) && !came.has(idOf(frame)))
  const groups = evictions.map((frame) => [frame])
  for (const frame of frames) {
    if (isEviction(frame) || (frame.Type === 'new' && gone.has(frame.Data.ID))) continue
    const last = groups.at(-1)
    if (frame.Type === 'new' && last?.[0]?.Type === 'new') last.push(frame)
    else groups.push([frame])
  }
  return groups
}

function idOf(frame: LoggedFrame): string {
  return frame.Data === null ? '' : frame.Data.ID
}
