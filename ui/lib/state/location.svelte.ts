import { createContext } from 'svelte'
import { baseOf, hrefOf, hrefOfSessions, pageOf } from './route.ts'
import type { Page, Route, SessionsRoute } from './route.ts'

const allMail: Route = { list: { kind: 'all' } }

/** The address bar as state: reading it is reactive, changing it is `go`. */
export class Location {
  readonly #base = baseOf(document)
  #href = $state(window.location.href)
  readonly #page = $derived<Page>(
    pageOf(this.#href, this.#base) ?? { kind: 'mail', route: allMail },
  )

  /** Which mail; while the sessions are shown it is all mail, with no message open. */
  readonly route = $derived(this.#page.kind === 'mail' ? this.#page.route : allMail)
  /** Which sessions, where they are shown in place of mail. */
  readonly sessions = $derived(this.#page.kind === 'sessions' ? this.#page.route : undefined)

  hrefOf(route: Route): string {
    return hrefOf(route, this.#base)
  }

  hrefOfSessions(route: SessionsRoute): string {
    return hrefOfSessions(route, this.#base)
  }

  go(route: Route): void {
    this.#push(this.hrefOf(route))
  }

  /** Goes there without leaving a step behind: paging through mail must not fill the history. */
  replace(route: Route): void {
    this.#replace(this.hrefOf(route))
  }

  goToSessions(route: SessionsRoute): void {
    this.#push(this.hrefOfSessions(route))
  }

  replaceSessions(route: SessionsRoute): void {
    this.#replace(this.hrefOfSessions(route))
  }

  /** Goes where a link into the UI would lead; says whether there is such a page. */
  goToHref(href: string): boolean {
    const page = pageOf(href, this.#base)
    if (page?.kind === 'mail') this.go(page.route)
    else if (page) this.goToSessions(page.route)
    return page !== undefined
  }

  /** Keeps up with back and forward, and takes over plain clicks on links into the inbox. */
  start(): () => void {
    const onpopstate = (): void => {
      this.#href = window.location.href
    }
    const onclick = (event: MouseEvent): void => this.#follow(event)
    window.addEventListener('popstate', onpopstate)
    document.addEventListener('click', onclick)
    return () => {
      window.removeEventListener('popstate', onpopstate)
      document.removeEventListener('click', onclick)
    }
  }

  #follow(event: MouseEvent): void {
    const hasModifier = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
    if (event.defaultPrevented || event.button !== 0 || hasModifier) return
    const anchor = event.target instanceof Element ? event.target.closest('a') : null
    if (!anchor || anchor.target !== '' || anchor.hasAttribute('download')) return
    if (this.goToHref(anchor.href)) event.preventDefault()
  }

  #push(href: string): void {
    if (href === this.#href) return
    window.history.pushState(null, '', href)
    this.#href = href
  }

  #replace(href: string): void {
    window.history.replaceState(null, '', href)
    this.#href = href
  }
}

export const [useLocation, provideLocation] = createContext<Location>()
