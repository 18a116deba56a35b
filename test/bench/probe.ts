import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

export interface Memory {
  readonly heapUsed: number
  readonly arrayBuffers: number
  readonly rss: number
}

/** Milliseconds that what was due had to wait. */
export interface LoopDelays {
  readonly p50: number
  readonly p999: number
  readonly longest: number
  readonly count: number
}

/** Asks `probe.js` in the process of a server. */
export interface Probe {
  /** After a collection. */
  memory(): Promise<Memory>
  watchPeak(): Promise<void>
  /** The most bytes of the process (RSS) since `watchPeak`. */
  peak(): Promise<number>
  watchLoop(): Promise<void>
  loop(): Promise<LoopDelays>
}

export function createProbe(child: ChildProcess): Probe {
  async function ask<T>(question: keyof Probe): Promise<T> {
    const answered = once(child, 'message')
    child.send(question)
    const [{ answer }] = (await answered) as [{ answer: T }]
    return answer
  }
  return {
    memory: () => ask('memory'),
    watchPeak: () => ask('watchPeak'),
    peak: () => ask('peak'),
    watchLoop: () => ask('watchLoop'),
    loop: () => ask('loop'),
  }
}
