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

/** The list as the server's query language says it; an empty query is every message. */
export function queryOf(list: ListRef): string {
  switch (list.kind) {
    case 'all':
      return ''
    case 'search':
      return list.query
    case 'inbox':
      return `inbox:${list.name}`
  }
}

/** `undefined` for an address that is not a page of the inbox, such as `/view/{ID}.html`. */
export function parseRoute(url: URL, base: URL): Route | undefined {
  if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) return undefined
  const [page = '', name = '', ...more] = url.pathname.slice(base.pathname.length).split('/')
  const query = url.searchParams.get('q')
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

/** A stray `%` in a hand-typed address is a `%`. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}

export function routeOf(href: string, base: URL): Route | undefined {
  return parseRoute(new URL(href), base)
}

/** The webroot, as the server wrote it into the page. */
export function baseOf(page: Document): URL {
  return new URL(page.baseURI)
}
