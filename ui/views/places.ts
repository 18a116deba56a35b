import type { Places } from '../components/places.ts'
import type { Location } from '../lib/state/location.svelte.ts'
import type { Mailbox } from '../lib/state/mailbox.svelte.ts'
import type { ListRef } from '../lib/state/route.ts'
import type { Sessions } from '../lib/state/sessions.svelte.ts'

const all: ListRef = { kind: 'all' }
const unread = { kind: 'search', query: 'is:unread' } as const satisfies ListRef

/** Unread is a search that has a name of its own. */
export function isUnreadList(list: ListRef): boolean {
  return list.kind === 'search' && list.query === unread.query
}

export function titleOf(list: ListRef): string {
  switch (list.kind) {
    case 'all':
      return 'All mail'
    case 'inbox':
      return list.name
    case 'search':
      return isUnreadList(list) ? 'Unread' : 'Search'
  }
}

/** Where there is to go, and where in it the reader is. */
export function placesOf(location: Location, mailbox: Mailbox, sessions: Sessions): Places {
  const { list } = location.route
  const isMail = location.sessions === undefined
  return {
    all: {
      name: titleOf(all),
      href: location.hrefOf({ list: all }),
      isCurrent: isMail && list.kind === 'all',
      count: mailbox.total,
    },
    unread: {
      name: titleOf(unread),
      href: location.hrefOf({ list: unread }),
      isCurrent: isUnreadList(list),
      count: mailbox.unread,
    },
    sessions: {
      name: 'Sessions',
      href: location.hrefOfSessions({ isFailedOnly: false }),
      isCurrent: !isMail,
      count: sessions.failed.length,
    },
    inboxes: mailbox.inboxes.map((name) => ({
      name,
      href: location.hrefOf({ list: { kind: 'inbox', name } }),
      isCurrent: list.kind === 'inbox' && list.name === name,
    })),
  }
}
