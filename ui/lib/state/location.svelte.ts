import { createContext } from 'svelte'
import { baseOf, hrefOf, routeOf } from './route.ts'
import type { Route } from './route.ts'

/** The address bar as state: reading it is reactive, changing it is `go`. */
export class Location {
  readonly #base = baseOf(document)
  #href = $state(window.location.href)
  readonly route = $derived(routeOf(this.#href, this.#base) ?? { list: { kind: 'all' as const } })

  hrefOf(route: Route): string {
    return hrefOf(route, this.#base)
  }

  go(route: Route): void {
    const href = this.hrefOf(route)
    if (href === this.#href) return
    window.history.pushState(null, '', href)
    this.#href = href
  }

  /** Goes there without leaving a step behind: paging through mail must not fill the history. */
  replace(route: Route): void {
    const href = this.hrefOf(route)
    window.history.replaceState(null, '', href)
    this.#href = href
  }

  /** Goes where a link into the inbox would lead. */
  goToHref(href: string): void {
    const route = routeOf(href, this.#base)
    if (route) this.go(route)
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
    const route = routeOf(anchor.href, this.#base)
    if (!route) return
    event.preventDefault()
    this.go(route)
  }
}

export const [useLocation, provideLocation] = createContext<Location>()
