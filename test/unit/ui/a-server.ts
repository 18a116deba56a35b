import { MailmittHttpError } from '../../../client/http.ts'
import type { MessageSummary } from '../../../server/contract/message.ts'
import type { MailboxClient } from '../../../ui/lib/state/mailbox.svelte.ts'
import { aPage } from './a-message.ts'

export interface AServer extends MailboxClient {
  messages: MailboxClient['messages']
  all: MessageSummary[]
  /** The starts of the pages that were asked for. */
  readonly asked: number[]
  /** The requests that set tags, or deleted by id. */
  readonly tagged: (readonly [ids: readonly string[], tags: readonly string[]])[]
  readonly deleted: (readonly string[])[]
  refuses: boolean
}

/** A mailbox in memory; its search is "the subject contains", and `"` alone is no query. */
export function aServer(all: MessageSummary[]): AServer {
  const matching = (query: string): MessageSummary[] =>
    server.all.filter(({ Subject }) => Subject.includes(query))
  const change = (run: () => void): Promise<void> => {
    if (server.refuses) return Promise.reject(refusal('Not today.', 'busy'))
    run()
    return Promise.resolve()
  }
  const setRead = (ids: readonly string[], isRead: boolean): Promise<void> =>
    change(() => {
      server.all = server.all.map((message) =>
        ids.includes(message.ID) ? { ...message, Read: isRead } : message,
      )
    })
  const markMatching = (query: string, isRead: boolean): Promise<void> =>
    setRead(
      matching(query).map(({ ID }) => ID),
      isRead,
    )
  const server: AServer = {
    all,
    asked: [],
    tagged: [],
    deleted: [],
    refuses: false,
    messages({ start = 0, limit = 50 } = {}) {
      server.asked.push(start)
      return Promise.resolve(aPage(server.all, start, limit))
    },
    search(query, { start = 0, limit = 50 } = {}) {
      if (query === '"') return Promise.reject(refusal('Not closed.', 'invalid-query'))
      const found = matching(query)
      return Promise.resolve({ ...aPage(found, start, limit), total: server.all.length })
    },
    markRead: (ids) => setRead(ids, true),
    markUnread: (ids) => setRead(ids, false),
    markAllRead: () => markMatching('', true),
    markAllUnread: () => markMatching('', false),
    markMatchingRead: (query) => markMatching(query, true),
    markMatchingUnread: (query) => markMatching(query, false),
    setTags(ids, tags) {
      server.tagged.push([ids, tags])
      const isKnown = (id: string): boolean => server.all.some(({ ID }) => ID === id)
      if (!ids.every(isKnown)) return Promise.reject(refusal('Not here.', 'not-found'))
      return change(() => {
        server.all = server.all.map((message) =>
          ids.includes(message.ID) ? { ...message, Tags: [...tags] } : message,
        )
      })
    },
    deleteMessages(ids) {
      server.deleted.push(ids)
      return change(() => (server.all = server.all.filter(({ ID }) => !ids.includes(ID))))
    },
    deleteAll: () => change(() => (server.all = [])),
    deleteMatching: (query) =>
      change(() => {
        const found = matching(query)
        server.all = server.all.filter((message) => !found.includes(message))
      }),
  }
  return server
}

const statuses: Readonly<Record<string, number>> = { busy: 503, 'not-found': 404 }

function refusal(sentence: string, code: string): MailmittHttpError {
  return new MailmittHttpError(sentence, { status: statuses[code] ?? 400, code })
}
