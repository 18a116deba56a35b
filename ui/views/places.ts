import type { Places } from '../components/places.ts'
import type { Directory } from '../lib/state/directory.svelte.ts'
import type { Location } from '../lib/state/location.svelte.ts'
import type { Mailbox } from '../lib/state/mailbox.svelte.ts'
import type { ListRef } from '../lib/state/route.ts'
import type { Sessions } from '../lib/state/sessions.svelte.ts'
import { isSameName, readTerm, writeTerm } from '../lib/suggest/term.ts'

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
      return isUnreadList(list) ? 'Unread' : (tagOf(list) ?? inboxOf(list) ?? 'Search')
  }
}

export interface PlacesSources {
  readonly location: Location
  readonly mailbox: Mailbox
  readonly directory: Directory
  readonly sessions: Sessions
}

/** Where there is to go, and where in it the reader is. */
export function placesOf({ location, mailbox, directory, sessions }: PlacesSources): Places {
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
    inboxes: inboxesOf(list, mailbox, directory).map(({ name, count }) => ({
      name,
      href: location.hrefOf({ list: { kind: 'inbox', name } }),
      isCurrent: isNamed(inboxOf(list), name),
      count,
    })),
    tags: directory.tags.map((name) => ({
      name,
      href: location.hrefOf({ list: taggedList(name) }),
      isCurrent: isNamed(tagOf(list), name),
    })),
  }
}

function taggedList(tag: string): ListRef {
  return { kind: 'search', query: writeTerm('tag', tag) }
}

/** However it is written: by hand, by a suggestion, by a link in a message. */
function tagOf(list: ListRef): string | undefined {
  return list.kind === 'search' ? readTerm('tag', list.query) : undefined
}

function inboxOf(list: ListRef): string | undefined {
  if (list.kind === 'inbox') return list.name
  return list.kind === 'search' ? readTerm('inbox', list.query) : undefined
}

function isNamed(asked: string | undefined, name: string): boolean {
  return asked !== undefined && isSameName(asked, name)
}

/** Where the reader is stays in sight when its last message goes. */
function inboxesOf(
  list: ListRef,
  mailbox: Mailbox,
  directory: Directory,
): readonly { readonly name: string; readonly count: number }[] {
  const hidden = new Map<string, number>()
  for (const { Read, Inboxes } of mailbox.deletions.hidden) {
    if (!Read) for (const name of Inboxes) hidden.set(name, (hidden.get(name) ?? 0) + 1)
  }
  const known = directory.inboxes.map(({ Name, Unread }) => ({
    name: Name,
    count: Math.max(0, Unread - (hidden.get(Name) ?? 0)),
  }))
  if (list.kind !== 'inbox' || known.some(({ name }) => isSameName(name, list.name))) return known
  return [...known, { name: list.name, count: 0 }]
}
