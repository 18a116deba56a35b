/** What is used of `process.stdout`. */
interface Output {
  write(text: string): unknown
}

/** Writes lines to an output; lines of one turn of the event loop go out together. */
export interface LineWriter {
  readonly write: (line: string) => void
  /** Writes what is still held back. */
  readonly flush: () => void
}

/**
 * Standard output is written synchronously on most systems, a system call for each write: in a burst of
 * mail one line a message would cost as much as answering it.
 */
export function createLineWriter(output: Output): LineWriter {
  let held = ''
  let isScheduled = false

  function flush(): void {
    isScheduled = false
    if (held === '') return
    const text = held
    held = ''
    output.write(text)
  }

  return {
    write(line) {
      held += `${line}\n`
      if (isScheduled) return
      isScheduled = true
      setImmediate(flush)
    },
    flush,
  }
}
