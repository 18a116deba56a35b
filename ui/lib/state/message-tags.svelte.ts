import type { Client } from '../../../client/http.ts'
import { sentenceOf } from '../api/problems.ts'
import { isSameName } from '../suggest/term.ts'
import { cleanTag, withTag } from './tag-names.ts'

export type MessageTagsClient = Pick<Client, 'tags' | 'setTags'>

export interface MessageTagsOptions {
  readonly client: MessageTagsClient
  readonly id: string
  readonly tags: readonly string[]
  readonly say: (sentence: string) => void
}

type Change = (tags: readonly string[]) => readonly string[]

/** The tags of one message: a change shows at once, as the server will write it, and is taken back when the server refuses. */
export class MessageTags {
  /** What the server has, as far as it is known. */
  #kept = $state.raw<readonly string[]>([])
  /** What was asked for and not answered yet, in order. */
  #pending = $state.raw<readonly Change[]>([])
  #known = $state.raw<readonly string[]>([])
  /** One after the other: the server is told all of the tags each time. */
  #queue: Promise<void> = Promise.resolve()
  /** How often the feed has said what the tags are. */
  #heard = 0

  readonly shown = $derived(this.#pending.reduce((tags, change) => change(tags), this.#kept))
  readonly #options: MessageTagsOptions

  constructor(options: MessageTagsOptions) {
    this.#options = options
    this.#kept = options.tags
  }

  /** Every tag that some message has, as of the last `loadKnown`. */
  get known(): readonly string[] {
    return this.#known
  }

  async loadKnown(): Promise<void> {
    try {
      this.#known = await this.#options.client.tags()
    } catch (error) {
      this.#options.say(sentenceOf(error))
    }
  }

  async add(tag: string): Promise<void> {
    if (tag.trim() === '') return
    const name = cleanTag(tag)
    if (name === '') {
      this.#options.say('A tag is made of letters, digits, spaces and any of - _ . @')
      return
    }
    await this.#change((tags) => withTag(tags, name, this.#known))
  }

  async remove(tag: string): Promise<void> {
    await this.#change((tags) => tags.filter((other) => !isSameName(other, tag)))
  }

  /** Somebody changed them, or the feed says how the server writes what was added here. */
  hear(tags: readonly string[]): void {
    this.#kept = tags
    this.#heard += 1
  }

  async #change(change: Change): Promise<void> {
    this.#pending = [...this.#pending, change]
    const turn = (): Promise<void> => this.#send(change)
    this.#queue = this.#queue.then(turn, turn)
    await this.#queue
  }

  async #send(change: Change): Promise<void> {
    const { client, id, say } = this.#options
    const tags = change(this.#kept)
    const heard = this.#heard
    try {
      await client.setTags([id], tags)
      if (heard === this.#heard) this.#kept = tags
    } catch (error) {
      say(sentenceOf(error))
    } finally {
      this.#pending = this.#pending.filter((other) => other !== change)
    }
  }
}
