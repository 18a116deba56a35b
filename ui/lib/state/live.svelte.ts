import { createContext } from 'svelte'
import type { Client } from '../../../client/http.ts'
import type { FeedFrame } from '../../../server/contract/events.ts'
import { connectFeed } from '../api/feed.ts'
import type { Feed, FeedStatus } from '../api/feed.ts'
import { sentenceOf } from '../api/problems.ts'

export interface LiveOptions {
  readonly client: Pick<Client, 'cursor' | 'eventsUrl'>
  readonly onframe: (frame: FeedFrame) => void
  readonly connect?: typeof connectFeed
}

/** The connection to the server's feed, and whether there is one. */
export class Live {
  #status = $state<FeedStatus>('connecting')
  #feed: Feed | undefined
  #isStopped = false
  readonly #options: LiveOptions

  constructor(options: LiveOptions) {
    this.#options = options
  }

  get status(): FeedStatus {
    return this.#status
  }

  /** The cursor comes first: a list that is fetched after this lacks nothing that the feed has not. */
  async start(): Promise<void> {
    const { client, onframe, connect = connectFeed } = this.#options
    const since = await cursorOf(client)
    if (this.#isStopped) return
    this.#feed = connect({
      since,
      onframe,
      urlOf: (seq) => client.eventsUrl(seq),
      onstatus: (status) => {
        this.#status = status
      },
    })
  }

  /** Tries at once when there is a network again, or somebody who looks; until that is called off. */
  listen(): () => void {
    const retry = (): void => {
      if (!document.hidden) this.retry()
    }
    window.addEventListener('online', retry)
    document.addEventListener('visibilitychange', retry)
    return () => {
      window.removeEventListener('online', retry)
      document.removeEventListener('visibilitychange', retry)
    }
  }

  retry(): void {
    this.#feed?.retry()
  }

  stop(): void {
    this.#isStopped = true
    this.#feed?.close()
  }
}

async function cursorOf(client: Pick<Client, 'cursor'>): Promise<number | undefined> {
  try {
    return (await client.cursor()).Seq
  } catch (error) {
    // Without an answer the feed starts at "now"; it retries until somebody is there.
    sentenceOf(error)
    return undefined
  }
}

export const [useLive, provideLive] = createContext<Live>()
