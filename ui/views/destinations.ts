import type { Places } from '../components/places.ts'
import type { Location } from '../lib/state/location.svelte.ts'
import type { ListRef } from '../lib/state/route.ts'
import { writeTerm } from '../lib/suggest/term.ts'

/** Somewhere to go, as the palette offers it. */
export interface Destination {
  readonly id: string
  readonly label: string
  readonly detail: string | undefined
  readonly href: string
}

/** Every list there is: the places of the sidebar, then inboxes and tags by their names. */
export function destinationsOf(
  location: Location,
  { all, unread, sessions }: Pick<Places, 'all' | 'unread' | 'sessions'>,
  names: { readonly inboxes: readonly string[]; readonly tags: readonly string[] },
): readonly Destination[] {
  const hrefOf = (list: ListRef): string => location.hrefOf({ list })
  return [
    ...[all, unread, sessions].map(({ name, href }) => toDestination('place', name, href)),
    ...names.inboxes.map((name) => toDestination('inbox', name, hrefOf({ kind: 'inbox', name }))),
    ...names.tags.map((name) =>
      toDestination('tag', name, hrefOf({ kind: 'search', query: writeTerm('tag', name) })),
    ),
  ]
}

function toDestination(kind: 'place' | 'inbox' | 'tag', label: string, href: string): Destination {
  const detail = { place: undefined, inbox: 'Inbox', tag: 'Tag' }[kind]
  return { id: `${kind}:${label}`, label, detail, href }
}
