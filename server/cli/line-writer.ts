import { limits } from '../core/limits.ts'

/** What is used of `process.stdout`. */
interface Output {
  write(text: string): unknown
}

/** Writes lines to an output; lines that come close to each other go out together. */
export interface LineWriter {
  readonly write: (line: string) => void
  /** Writes what is still held back. */
  readonly flush: () => void
}

/**
 * Standard output is written synchronously on most systems, a system call for each write: in a burst of
 * mail one line a message would cost as much as answering it. A line by itself goes out at the end of its turn.
 */
export function createLineWriter(output: Output): LineWriter {
  let held = ''
  let isScheduled = false
  let flushedAt = -Infinity

  function flush(): void {
    isScheduled = false
    if (held === '') return
    const text = held
    held = ''
    flushedAt = performance.now()
    output.write(text)
  }

  return {
    write(line) {
      held += `${line}\n`
      if (isScheduled) return
      isScheduled = true
      const isBurst = performance.now() - flushedAt < limits.logHeldMs
      if (isBurst) setTimeout(flush, limits.logHeldMs)
      else setImmediate(flush)
    },
    flush,
  }
}
