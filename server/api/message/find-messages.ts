import { MailmittError } from '../../core/errors.ts'
import type { MessageStore } from '../../core/message-store.ts'
import type { Message, MessageId } from '../../core/message.ts'
import type { Scope } from '../../core/scope.ts'
import { toSelection } from '../../core/scope.ts'
import type { Intake } from '../../intake/intake.ts'

export interface MessagePlaces {
  readonly store: MessageStore
  readonly intake: Intake
  readonly now: () => Date
}

export interface RawMessage {
  readonly message: Message
  readonly raw: Buffer
}

/** The same as `findMessage`, with the bytes. */
export async function findRawMessage(
  places: MessagePlaces,
  id: string,
  scope: Scope,
): Promise<RawMessage> {
  const message = await findMessage(places, id, scope)
  const raw = await places.store.raw(message.id)
  if (raw) return { message, raw }
  throw new MailmittError('not-found', `The message ${message.id} has just been deleted.`)
}

/** One message by id; `latest` is the newest in the scope. Waits for it where it was just accepted. */
export async function findMessage(
  { store, intake, now }: MessagePlaces,
  id: string,
  scope: Scope,
): Promise<Message> {
  // Also where an ID says it all: a query that is wrong is told so.
  const selection = toSelection(scope, now)
  const message = id === 'latest' ? await latest() : await byId()
  if (message) return message
  throw new MailmittError(
    'not-found',
    id === 'latest'
      ? `No message${isScoped(scope) ? ' matches' : ' is there yet'}.`
      : `There is no message ${id}.`,
  )

  async function latest(): Promise<Message | undefined> {
    await intake.settled()
    return store.newest(selection)
  }

  async function byId(): Promise<Message | undefined> {
    let found = await store.get(id as MessageId)
    if (!found) {
      await intake.settled()
      found = await store.get(id as MessageId)
    }
    const { inbox } = selection
    const isOutside = inbox !== undefined && !found?.inboxes.includes(inbox)
    return isOutside ? undefined : found
  }
}

function isScoped({ query, inbox }: Scope): boolean {
  return query !== undefined || inbox !== undefined
}
