import type { FeedFrame } from '../../../server/contract/events.ts'

/** What changes a list or its counts, as opposed to what else the server says. */
export type ListFrame = Exclude<FeedFrame, { Type: 'reset' | 'error' | 'session' }>
export type FrameOf<Type extends ListFrame['Type']> = Extract<ListFrame, { Type: Type }>

/** Frames of one kind that are applied together. */
export type FrameGroup = readonly [ListFrame, ...ListFrame[]]

export interface FrameQueue {
  push(frame: ListFrame): void
  /** Applies what has gathered, unless it is not the time. */
  flush(): Promise<void>
  clear(): void
}

export interface FrameQueueOptions {
  readonly apply: (group: FrameGroup) => Promise<void>
  /** While a list loads, what the feed says of it must wait: the answer would undo it. */
  readonly isPaused: () => boolean
  /** The list keeps the reader's place by its change in length, so each group is drawn by itself. */
  readonly drawn: () => Promise<void>
}

/** One screen update for a burst of frames; well under the 100 ms a new mail may take to show. */
const gatherMs = 16

export function createFrameQueue({ apply, isPaused, drawn }: FrameQueueOptions): FrameQueue {
  let frames: ListFrame[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let isFlushing = false

  async function flush(): Promise<void> {
    timer = undefined
    if (isFlushing || isPaused()) return
    isFlushing = true
    try {
      for (const group of grouped(frames.splice(0))) {
        await apply(group)
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

/**
 * Evictions first, and never a message that came and was evicted at once; the rest in its order, what
 * follows each other in kind as one group.
 */
export function grouped(frames: readonly ListFrame[]): readonly FrameGroup[] {
  const came = new Set(frames.filter(({ Type }) => Type === 'new').map(idOf))
  const evicted = frames.filter(isEviction)
  const gone = new Set(evicted.map(idOf))
  const wasThere = evicted.filter((frame) => !came.has(idOf(frame)))
  const others = frames.filter((frame) => !isEviction(frame) && !isGone(frame, gone))
  const groups: [ListFrame, ...ListFrame[]][] = []
  for (const frame of [...wasThere, ...others]) {
    const last = groups.at(-1)
    if (last !== undefined && isAlike(last[0], frame)) last.push(frame)
    else groups.push([frame])
  }
  return groups
}

function isGone(frame: ListFrame, gone: ReadonlySet<string>): boolean {
  return frame.Type === 'new' && gone.has(frame.Data.ID)
}

function isAlike(one: ListFrame, other: ListFrame): boolean {
  return one.Type === other.Type && isEviction(one) === isEviction(other)
}

export function isEviction(frame: ListFrame): boolean {
  return frame.Type === 'delete' && frame.Data.Evicted === true
}

function idOf(frame: ListFrame): string {
  return frame.Data !== null && 'ID' in frame.Data ? frame.Data.ID : ''
}
