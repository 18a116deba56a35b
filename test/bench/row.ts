import type { Measure, Result } from './measure.ts'
import type { Peer } from './peers.ts'

/** A row of the bench: what `--only` names. */
export interface Row {
  readonly name: string
  /** How it is measured, in a sentence. */
  readonly how: string
  readonly measures: readonly Measure[]
  /** Whether a browser must be there, or whether it measures what a person at the web UI waits for. */
  readonly needs?: 'browser'
  readonly isUi?: true
  run(settings: Settings): Promise<readonly Result[]>
}

/** How much of everything: full, `--quick` or `--check`, and what the command line said. */
export interface Settings {
  /** Medians are of so many. */
  readonly rounds: number
  /** Rounds of what takes a minute each. */
  readonly longRounds: number
  /** Of a burst. */
  readonly messages: number
  /** One after the other, each waited for, in a round. */
  readonly samples: number
  /** Of the store that lists and searches are measured in; a tenth of it tells the growth. */
  readonly kept: number
  /** Asked of a store, of each kind of question. */
  readonly questions: number
  readonly largeBytes: number
  /** Large messages that arrive one after the other while others ask. */
  readonly arrivals: number
  readonly waits: number
  readonly websockets: number
  readonly ui: UiSettings
  /** Only with `--peers`. */
  readonly maildev?: Peer
  readonly hasBrowser: boolean
}

export interface UiSettings {
  readonly messages: number
  readonly newsletters: number
  /** In the list that is scrolled. */
  readonly rows: number
  readonly seconds: number
  readonly messagesASecond: number
}
