import type { Client } from '../../../client/http.ts'
import type { MessageSummary } from '../../../server/contract/message.ts'
import { isNotFound, sentenceOf } from '../api/problems.ts'
import { isSameName } from '../suggest/term.ts'
import type { Listing } from './listing.svelte.ts'
import type { Change } from './rows.ts'

export type TaggingClient = Pick<Client, 'messages' | 'search' | 'setTags'>
export type Tagged = Pick<MessageSummary, 'ID' | 'Tags'>

/** One tag given to many messages, or taken off them; their other tags stay. */
export interface TagChange {
  readonly tag: string
  readonly isOn: boolean
}

export interface Tagging {
  change(messages: readonly Tagged[], change: TagChange): Promise<void>
  /** Everything that the query matches, fetched or not; an empty one is every message. */
  changeMatching(query: string, change: TagChange): Promise<void>
}

export interface TaggingOptions {
  readonly client: TaggingClient
  readonly listing: Listing
  readonly say: (sentence: string) => void
}

/** Messages of one request, so that none is long. */
const batchSize = 1_000

export function createTagging({ client, listing, say }: TaggingOptions): Tagging {
  async function change(messages: readonly Tagged[], wanted: TagChange): Promise<void> {
    const changing = messages.filter(({ Tags }) => hasTag(Tags, wanted.tag) !== wanted.isOn)
    show(changing.map(({ ID, Tags }) => ({ ID, Tags: tagsWith(Tags, wanted) })))
    const batches = batchesOf(changing)
    for (const [index, batch] of batches.entries()) {
      try {
        await send(batch, wanted)
      } catch (error) {
        // Those before are what was wanted.
        show(batches.slice(index).flat())
        say(sentenceOf(error))
        return
      }
    }
  }

  function show(messages: readonly Tagged[]): void {
    const changes = new Map<string, Change>(messages.map(({ ID, Tags }) => [ID, { Tags }]))
    listing.patch(changes)
  }

  /** One message that is gone makes the server refuse all of them: those that are left are found by halves. */
  async function send(alike: readonly Tagged[], wanted: TagChange): Promise<void> {
    const [first] = alike
    if (first === undefined) return
    try {
      const ids = alike.map(({ ID }) => ID)
      await client.setTags(ids, tagsWith(first.Tags, wanted))
    } catch (error) {
      if (!isNotFound(error)) throw error
      if (alike.length === 1) return
      const middle = Math.ceil(alike.length / 2)
      await send(alike.slice(0, middle), wanted)
      await send(alike.slice(middle), wanted)
    }
  }

  /** All of them before the first is changed: a search for a tag may no longer match what has it. */
  async function everyMatch(query: string): Promise<readonly Tagged[]> {
    const matches = new Map<string, Tagged>()
    for (let start = 0; ; start += batchSize) {
      const page = { start, limit: batchSize }
      const { messages, messages_count } = await (query === ''
        ? client.messages(page)
        : client.search(query, page))
      for (const { ID, Tags } of messages) matches.set(ID, { ID, Tags })
      if (messages.length === 0 || start + messages.length >= messages_count) break
    }
    return [...matches.values()]
  }

  return {
    change,
    async changeMatching(query, wanted) {
      try {
        await change(await everyMatch(query), wanted)
      } catch (error) {
        say(sentenceOf(error))
      }
    },
  }
}

/** The server takes names that differ in case for one tag. */
export function hasTag(tags: readonly string[], tag: string): boolean {
  return tags.some((one) => isSameName(one, tag))
}

function tagsWith(tags: readonly string[], { tag, isOn }: TagChange): string[] {
  const others = tags.filter((one) => !isSameName(one, tag))
  return isOn ? [...others, tag] : others
}

/** The API sets all the tags of a message, so only those with the same ones go together. */
function batchesOf(messages: readonly Tagged[]): readonly (readonly Tagged[])[] {
  const byTags = new Map<string, Tagged[]>()
  for (const message of messages) {
    const key = JSON.stringify(message.Tags)
    const alike = byTags.get(key)
    if (alike) alike.push(message)
    else byTags.set(key, [message])
  }
  return [...byTags.values()].flatMap(inBatches)
}

function inBatches(alike: readonly Tagged[]): readonly (readonly Tagged[])[] {
  const count = Math.ceil(alike.length / batchSize)
  return Array.from({ length: count }, (_, index) =>
    alike.slice(index * batchSize, (index + 1) * batchSize),
  )
}
