import { createContext } from 'svelte'
import type { Client } from '../../../client/http.ts'
import type { FeedFrame } from '../../../server/contract/events.ts'
import type { Inbox } from '../../../server/contract/inbox.ts'
import { isUnreachable, sentenceOf } from '../api/problems.ts'
import { coalesce } from './coalesce.ts'

export type DirectoryClient = Pick<Client, 'inboxes' | 'tags'>

/** The inboxes and tags there are. Asked for when the feed tells of something that may change them. */
export class Directory {
  #inboxes = $state.raw<readonly Inbox[]>([])
  #tags = $state.raw<readonly string[]>([])
  readonly #readInboxes
  readonly #readTags

  constructor(client: DirectoryClient, say: (sentence: string) => void) {
    const read = (run: () => Promise<void>) =>
      coalesce(async () => {
        try {
          await run()
        } catch (error) {
          // When nobody answers, the bar above says so, and `refresh` follows once somebody does.
          if (!isUnreachable(error)) say(sentenceOf(error))
        }
      })
    this.#readInboxes = read(async () => {
      this.#inboxes = await client.inboxes()
    })
    this.#readTags = read(async () => {
      this.#tags = await client.tags()
    })
  }

  get inboxes(): readonly Inbox[] {
    return this.#inboxes
  }

  get tags(): readonly string[] {
    return this.#tags
  }

  refresh(): void {
    this.#readInboxes.ask()
    this.#readTags.ask()
  }

  apply(frame: FeedFrame): void {
    switch (frame.Type) {
      case 'new':
        this.#noteInboxes(frame.Data.Inboxes)
        if (!frame.Data.Tags.every((tag) => this.#tags.includes(tag))) this.#readTags.ask()
        return
      case 'update':
        this.#noteInboxes(frame.Data.Inboxes)
        if (frame.Data.Tags !== undefined) this.#readTags.ask()
        return
      case 'delete':
        this.#noteInboxes(frame.Data.Inboxes)
        // It may have been the last one with its tag.
        if (this.#tags.length > 0) this.#readTags.ask()
        return
      case 'truncate':
      case 'prune':
      case 'reset':
        this.refresh()
        return
      case 'stats':
      case 'session':
      case 'error':
    }
  }

  #noteInboxes(names: readonly string[]): void {
    if (names.length > 0) this.#readInboxes.ask()
  }
}

export const [useDirectory, provideDirectory] = createContext<Directory>()
