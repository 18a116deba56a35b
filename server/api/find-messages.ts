import { MailmittError } from '../core/errors.ts'
import { isInboxName } from '../core/inbox.ts'
import type { Message, MessageId } from '../core/message.ts'
import type { MessageStore, Selection } from '../core/message-store.ts'
import type { Query } from '../core/search/parse-query.ts'
import { parseQuery } from '../core/search/parse-query.ts'
import type { Intake } from '../intake/intake.ts'

export interface Scope {
  readonly query?: string
  readonly inbox?: string
}

/** The query, or the refusal that says where it is wrong. */
export function toQuery(source: string): Query {
  const parsed = parseQuery(source)
  if (!parsed.ok) throw new MailmittError('invalid-query', parsed.problem)
  return parsed.query
}

/** An inbox that cannot exist is refused: a misspelt one must not look like an empty one. */
export function toInbox(name: string): string {
  const inbox = name.toLowerCase()
  if (isInboxName(inbox)) return inbox
  throw new MailmittError('bad-request', `"${name}" cannot be the name of an inbox.`)
}

export function toSelection({ query, inbox }: Scope): Selection {
  return {
    ...(query === undefined || query === '' ? {} : { query: toQuery(query) }),
    ...(inbox === undefined ? {} : { inbox: toInbox(inbox) }),
  }
}

/** One message by id; `latest` is the newest in the scope. Waits for it where it was just accepted. */
export async function findMessage(
  { store, intake }: { readonly store: MessageStore; readonly intake: Intake },
  id: string,
  scope: Scope,
): Promise<Message> {
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
    const { messages } = await store.list(toSelection(scope), { start: 0, limit: 1 })
    return messages[0]
  }

  async function byId(): Promise<Message | undefined> {
    let found = await store.get(id as MessageId)
    if (!found) {
      await intake.settled()
      found = await store.get(id as MessageId)
    }
    const isOutside = scope.inbox !== undefined && !found?.inboxes.includes(toInbox(scope.inbox))
    return isOutside ? undefined : found
  }
}

function isScoped({ query, inbox }: Scope): boolean {
  return query !== undefined || inbox !== undefined
}
