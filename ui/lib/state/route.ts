import { writeTerm } from '../suggest/term.ts'

export type ListRef =
  | { readonly kind: 'all' }
  | { readonly kind: 'search'; readonly query: string }
  | { readonly kind: 'inbox'; readonly name: string }

/** What the address bar says: a list, and the message of it that is open. */
export interface Route {
  readonly list: ListRef
  readonly id?: string
  readonly tab?: string
  /** The colour scheme that the preview is in. */
  readonly scheme?: string | undefined
}

/** The SMTP sessions, in place of mail: all or the failed ones, and the one that is open. */
export interface SessionsRoute {
  readonly isFailedOnly: boolean
  readonly id?: string
}

/** Everything that the address bar can say. */
export type Page =
  | { readonly kind: 'mail'; readonly route: Route }
  | { readonly kind: 'sessions'; readonly route: SessionsRoute }

/** The list as the server's query language says it; an empty query is every message. */
export function queryOf(list: ListRef): string {
  switch (list.kind) {
    case 'all':
      return ''
    case 'search':
      return list.query
    case 'inbox':
      return writeTerm('inbox', list.name)
  }
}

/** `undefined` for an address that is not a page of the UI, such as `/view/{ID}.html`. */
export function pageOf(href: string, base: URL): Page | undefined {
  const url = new URL(href)
  const sessions = parseSessionsRoute(url, base)
  if (sessions) return { kind: 'sessions', route: sessions }
  const route = parseRoute(url, base)
  return route && { kind: 'mail', route }
}

/** `undefined` for an address that is not a page of the inbox. */
export function parseRoute(url: URL, base: URL): Route | undefined {
  const [page = '', name = '', ...more] = stepsOf(url, base) ?? ['elsewhere']
  // `/view/latest` is also for programs, which know the parameter by the name it has in the API.
  const query = url.searchParams.get('q') ?? url.searchParams.get('query')
  if (more.length > 0) return undefined
  if (page === '') return { list: { kind: 'all' } }
  if (page === 'search' && name === '') return { list: { kind: 'search', query: query ?? '' } }
  if (page === 'inbox' && name !== '') return { list: { kind: 'inbox', name: decoded(name) } }
  if (page !== 'view' || name === '' || name.includes('.')) return undefined
  const tab = url.searchParams.get('tab')
  const scheme = url.searchParams.get('scheme')
  return {
    list: listBehind(query, url.searchParams.get('inbox')),
    id: decoded(name),
    ...(tab === null ? {} : { tab }),
    ...(scheme === null ? {} : { scheme }),
  }
}

/** `undefined` for an address that is not a page of the sessions. */
export function parseSessionsRoute(url: URL, base: URL): SessionsRoute | undefined {
  const [page, name = '', ...more] = stepsOf(url, base) ?? []
  if (page !== 'sessions' || more.length > 0) return undefined
  const isFailedOnly = url.searchParams.get('failed') === 'true'
  return name === '' ? { isFailedOnly } : { isFailedOnly, id: decoded(name) }
}

export function hrefOfSessions({ isFailedOnly, id }: SessionsRoute, base: URL): string {
  const url = new URL(id === undefined ? 'sessions' : `sessions/${encodeURIComponent(id)}`, base)
  if (isFailedOnly) url.searchParams.set('failed', 'true')
  return url.href
}

export function hrefOf(route: Route, base: URL): string {
  const { list, id, tab, scheme } = route
  if (id === undefined) return new URL(pathOf(list), base).href
  const url = new URL(`view/${encodeURIComponent(id)}`, base)
  if (list.kind === 'search') url.searchParams.set('q', list.query)
  if (list.kind === 'inbox') url.searchParams.set('inbox', list.name)
  if (tab !== undefined) url.searchParams.set('tab', tab)
  if (scheme !== undefined) url.searchParams.set('scheme', scheme)
  return url.href
}

function pathOf(list: ListRef): string {
  switch (list.kind) {
    case 'all':
      return '.'
    case 'search':
      return `search?${new URLSearchParams({ q: list.query }).toString()}`
    case 'inbox':
      return `inbox/${encodeURIComponent(list.name)}`
  }
}

function listBehind(query: string | null, inbox: string | null): ListRef {
  if (query !== null) return { kind: 'search', query }
  return inbox === null ? { kind: 'all' } : { kind: 'inbox', name: inbox }
}

/** The path below the webroot, cut at its slashes. */
function stepsOf({ origin, pathname }: URL, base: URL): string[] | undefined {
  if (origin !== base.origin || !pathname.startsWith(base.pathname)) return undefined
  return pathname.slice(base.pathname.length).split('/')
}

/** A stray `%` in a hand-typed address is a `%`. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}

/** The webroot, as the server wrote it into the page. */
export function baseOf(page: Document): URL {
  return new URL(page.baseURI)
}
