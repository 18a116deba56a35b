import { parseArgs } from 'node:util'
import type { Settings } from './row.ts'

/** What the command line asks for. */
export interface Options {
  readonly settings: Omit<Settings, 'maildev'>
  /** Names of rows; empty is all that there are. */
  readonly only: readonly string[]
  readonly isUiOnly: boolean
  readonly size: Size
  readonly hasPeers: boolean
  readonly lists: boolean
  readonly jsonFile: string | undefined
  readonly markdownFile: string | undefined
}

export type Size = 'full' | 'quick' | 'check'
type Sizes = Omit<Settings, 'maildev' | 'hasBrowser'>

const full: Sizes = {
  rounds: 5,
  longRounds: 3,
  messages: 5_000,
  samples: 200,
  kept: 100_000,
  questions: 100,
  largeBytes: 25_000_000,
  arrivals: 10,
  waits: 1_000,
  websockets: 200,
  ui: { messages: 100, newsletters: 15, rows: 100_000, seconds: 5, messagesASecond: 500 },
}
const quick: Sizes = {
  ...full,
  rounds: 3,
  longRounds: 1,
  messages: 1_000,
  samples: 100,
  kept: 10_000,
  questions: 30,
  arrivals: 4,
  waits: 200,
  websockets: 40,
  ui: { messages: 30, newsletters: 5, rows: 10_000, seconds: 2, messagesASecond: 500 },
}
/** Of two rounds the better one counts. */
const check: Sizes = { ...quick, rounds: 2 }
const sizes: Record<Size, Sizes> = { full, quick, check }

/** Throws a sentence about what it does not know. */
export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    allowNegative: true,
    options: {
      only: { type: 'string', default: '' },
      quick: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      peers: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      json: { type: 'string' },
      markdown: { type: 'string' },
      /** Only what a person at the web UI waits for; `--no-browser` is all that needs none. */
      ui: { type: 'boolean', default: false },
      browser: { type: 'boolean', default: true },
      messages: { type: 'string' },
      rounds: { type: 'string' },
      /** In the list that is scrolled. */
      rows: { type: 'string' },
    },
  })
  const size = values.check ? 'check' : values.quick ? 'quick' : 'full'
  const { ui, ...base } = sizes[size]
  const rounds = readCount('rounds', values.rounds)
  return {
    settings: {
      ...base,
      messages: readCount('messages', values.messages) ?? base.messages,
      rounds: rounds ?? base.rounds,
      longRounds: rounds ?? base.longRounds,
      ui: { ...ui, rows: readCount('rows', values.rows) ?? ui.rows },
      hasBrowser: values.browser,
    },
    only: values.only.split(',').filter((name) => name !== ''),
    isUiOnly: values.ui,
    size,
    hasPeers: values.peers,
    lists: values.list,
    jsonFile: values.json,
    markdownFile: values.markdown,
  }
}

function readCount(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text)
  throw new BenchError(`--${option} must be a whole number from 1 on, not "${text}".`)
}

/** Whoever runs the bench can do something about it; the message is a sentence that says what. */
export class BenchError extends Error {
  override readonly name = 'BenchError'
}
