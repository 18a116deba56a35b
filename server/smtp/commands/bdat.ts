import { sinkOfBytes } from '../byte-sink.ts'
import type { Conversation } from '../conversation.ts'
import { argumentsOf } from '../conversation.ts'
import type { DataCollection } from '../data-collection.ts'
import { NEEDS_TLS } from '../refusals.ts'
import { beginCollection, factsOf, finish, refusesMessage } from './take-message.ts'

/**
 * RFC 3030 2. Whatever the reply, the bytes of the chunk are read: they must not be taken for commands.
 */
export async function bdat(talk: Conversation, line: Buffer): Promise<void> {
  const [size = '', last, ...more] = argumentsOf(line)
  const isLast = last?.toUpperCase() === 'LAST'
  const isWellFormed = /^\d{1,15}$/.test(size) && (last === undefined || isLast)
  if (!isWellFormed || more.length > 0) {
    talk.reply(501, '5.5.4', 'Syntax: BDAT size [LAST]')
    return
  }
  const bytes = Number(size)
  if (await meetsFaultAtFirst(talk)) {
    talk.endTransaction()
    if (bytes > 0) talk.receive(sinkOfBytes(bytes, forget), () => talk.notesChunk(bytes))
    return
  }
  const collection = openChunk(talk)
  const then = (): Promise<void> => endChunk(talk, { collection, bytes, isLast })
  if (bytes === 0) await then()
  else talk.receive(sinkOfBytes(bytes, collection?.add ?? forget), then)
}

/** The first chunk is what DATA is elsewhere. */
function meetsFaultAtFirst(talk: Conversation): Promise<boolean> | boolean {
  const { collection, acceptedCount } = talk.transaction
  if (collection || acceptedCount === 0) return false
  return talk.meetsFault('data', factsOf(talk))
}

/** `undefined` when the chunk is refused; then `endChunk` says so, behind the last of its bytes. */
function openChunk(talk: Conversation): DataCollection | undefined {
  const { sender, collection, acceptedCount } = talk.transaction
  if (!sender || acceptedCount === 0) return undefined
  return collection ?? beginCollection(talk)
}

interface Chunk {
  readonly collection: DataCollection | undefined
  readonly bytes: number
  readonly isLast: boolean
}

async function endChunk(talk: Conversation, { collection, bytes, isLast }: Chunk): Promise<void> {
  talk.notesChunk(bytes)
  if (!collection) refuseChunk(talk)
  else if (isLast) await finish(talk, collection)
  else talk.reply(250, '2.0.0', `${bytes} bytes received`)
}

function refuseChunk(talk: Conversation): void {
  if (talk.needsTls) talk.refuse(NEEDS_TLS)
  else if (talk.needsLogin) talk.reply(530, '5.7.0', 'Authentication required')
  else refusesMessage(talk)
}

function forget(): void {
  // The chunk was refused.
}
