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
  /**
   * The list keeps the reader's place by its change in length, so each group is drawn by itself; and it
   * knows only after a frame where that place is now.
   */
  readonly drawn: () => Promise<void>
  /** How long what comes next waits after an update of the screen: a stream is drawn so often. */
  readonly restMs: () => number
}

/** One screen update for a burst of frames; well under the 100 ms a new mail may take to show. */
const gatherMs = 16

export function createFrameQueue(options: FrameQueueOptions): FrameQueue {
  const { apply, isPaused, drawn, restMs } = options
  let frames: ListFrame[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let isFlushing = false

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    if (frames.length === 0 || isFlushing || isPaused()) return
    isFlushing = true
    try {
      for (const [index, group] of grouped(frames.splice(0)).entries()) {
        if (index > 0) await drawn()
        await apply(group)
      }
    } finally {
      isFlushing = false
    }
    flushIn(restMs())
  }

  function flushIn(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), ms)
  }

  return {
    flush,
    push(frame) {
      frames.push(frame)
      if (timer === undefined && !isFlushing) flushIn(gatherMs)
    },
    clear() {
      frames = []
    },
  }
}

/**
 * Evictions first, and never a message that came and was evicted at once; the rest in its order, what
 * follows each other in kind as one group. Totals that something follows are left out, so that they do
 * not cut a stream into groups: others are told after that.
 */
export function grouped(frames: readonly ListFrame[]): readonly FrameGroup[] {
  const came = new Set(frames.filter(({ Type }) => Type === 'new').map(idOf))
  const evicted = frames.filter(isEviction)
  const gone = new Set(evicted.map(idOf))
  const wasThere = evicted.filter((frame) => !came.has(idOf(frame)))
  const lastChange = frames.findLastIndex(({ Type }) => Type !== 'stats')
  const others = frames
    .filter(({ Type }, index) => Type !== 'stats' || index > lastChange)
    .filter((frame) => !isEviction(frame) && !isGone(frame, gone))
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
