import { stripVTControlCharacters } from 'node:util'
import type { LogLevel } from './read-config.ts'

/** Lines for people, or JSON for programs. */
export interface Logger {
  /** Shown unless quiet. */
  info(event: string, text: string, facts?: object): void
  /** Shown when verbose. */
  detail(event: string, text: string, facts?: object): void
  /** Always shown, on standard error. */
  error(event: string, text: string, facts?: object): void
}

export interface LoggerOptions {
  readonly format: 'pretty' | 'json'
  readonly level: LogLevel
  readonly out: (line: string) => void
  readonly err: (line: string) => void
  readonly now: () => Date
}

export function createLogger({ format, level, out, err, now }: LoggerOptions): Logger {
  function line(event: string, text: string, facts: object = {}): string {
    if (format === 'json')
      return JSON.stringify({ time: now().toISOString(), event, text, ...facts })
    return printable(text)
  }

  return {
    info(event, text, facts) {
      if (level !== 'quiet') out(line(event, text, facts))
    },
    detail(event, text, facts) {
      if (level === 'verbose') out(line(event, text, facts))
    },
    error: (event, text, facts) => err(line(event, text, facts)),
  }
}

/** What a client sent must not steer the terminal that shows it. */
export function printable(text: string): string {
  if (!/[^ -~\n]/.test(text)) return text
  return stripVTControlCharacters(text).replaceAll(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    ' ',
  )
}
