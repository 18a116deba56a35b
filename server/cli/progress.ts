import { printable } from './logger.ts'

/** What is used of `process.stderr`. */
interface Output {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** Says how far a long command is. */
export interface Progress {
  /** The state of now, which replaces the one before. */
  show(state: string): void
  /** A line that stays. */
  note(line: string): void
  /** Leaves the last state there as a line. */
  end(): void
}

const CLEAR_LINE = '\r\u001b[K'

/** On a terminal the state moves on one line; elsewhere only the last one is written. */
export function createProgress(output: Output): Progress {
  const isTerminal = output.isTTY === true
  let last = ''
  return {
    show(state) {
      last = printable(state)
      if (isTerminal) output.write(CLEAR_LINE + last)
    },
    note: (line) => void output.write(`${isTerminal ? CLEAR_LINE : ''}${printable(line)}\n`),
    end: () => void output.write(`${isTerminal ? CLEAR_LINE : ''}${last}\n`),
  }
}
