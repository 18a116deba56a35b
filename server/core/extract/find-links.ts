import { limits } from '../limits.ts'
import { absoluteUrl } from './absolute-url.ts'
import { cssUrls } from './css-urls.ts'
import { findUrls } from './find-urls.ts'
import { imageSetUrls } from './image-set-urls.ts'
import { isUnsubscribe } from './is-unsubscribe.ts'
import type { HtmlReference, Link, LinkKind } from './link.ts'
import type { Steps } from './steps.ts'

/** Where links are looked for. */
export interface LinkSources {
  readonly references: readonly HtmlReference[]
  /** The text parts; empty where the text is made from the HTML. */
  readonly text: string
  /** Addresses of List-Unsubscribe: what leads there ends a subscription, whatever its words. */
  readonly unsubscribeUrls: readonly string[]
}

/** The links of a mail in its order, those of the HTML before those of the text; none twice. */
export function* findLinks(sources: LinkSources): Steps<readonly Link[]> {
  const links = createLinks(new Set(sources.unsubscribeUrls))
  let looked = 0
  for (const reference of sources.references) {
    if (links.isFull()) break
    for (const { url, kind } of referred(reference)) {
      looked += 1
      if (looked % linksPerStep === 0) yield
      links.add('html', { url, kind, reference })
      if (links.isFull()) break
    }
  }
  yield* addTextLinks(sources.text, links)
  return links.list()
}

const linksPerStep = 500

interface Found {
  readonly url: string
  readonly kind: LinkKind
  /** The words that lead there, and those that say what it is for. */
  readonly reference: { readonly text: string; readonly about?: string }
}

interface Links {
  isFull(): boolean
  add(source: Link['source'], found: Found): void
  list(): readonly Link[]
}

function createLinks(unsubscribeUrls: ReadonlySet<string>): Links {
  const links = new Map<string, Link>()
  return {
    isFull: () => links.size >= limits.linksMax,
    add(source, { url: written, kind, reference: { text, about = text } }) {
      const url = this.isFull() ? undefined : absoluteUrl(written)
      if (url === undefined) return
      const key = `${url}\n${text}`
      if (links.has(key)) return
      const endsSubscription =
        (kind === 'link' || kind === 'mailto') &&
        (unsubscribeUrls.has(url) || isUnsubscribe(url, about))
      links.set(key, { url, text, source, kind: endsSubscription ? 'unsubscribe' : kind })
    },
    list: () => [...links.values()],
  }
}

/** One after the other, since a value may have millions. */
function* referred({
  place,
  value,
}: HtmlReference): Generator<Omit<Found, 'reference'>, void, undefined> {
  switch (place) {
    case 'anchor':
      yield { url: value, kind: kindOf(value) }
      return
    case 'image':
    case 'stylesheet':
      yield { url: value, kind: place }
      return
    case 'image-set':
      for (const url of imageSetUrls(value)) yield { url, kind: 'image' }
      return
    case 'css':
      yield* cssUrls(value)
  }
}

function kindOf(url: string): LinkKind {
  const [, scheme = ''] = /^\s*(mailto|tel):/i.exec(url) ?? []
  const name = scheme.toLowerCase()
  return name === 'mailto' || name === 'tel' ? name : 'link'
}

function* addTextLinks(text: string, links: Links): Steps<void> {
  for (let from = 0; from < text.length;) {
    if (from > 0) yield
    const end = pieceEnd(text, from)
    const piece = text.slice(from, end)
    let last = 0
    for (const { url, text: written, start, end: after } of findUrls(piece)) {
      const about = wordsBefore(piece, last, start)
      links.add('text', { url, kind: kindOf(url), reference: { text: written, about } })
      last = after
    }
    from = end
  }
}

/** Cut at a line end, where an address goes on in angle brackets at most. */
function pieceEnd(text: string, from: number): number {
  const end = from + limits.readPieceBytes
  if (end >= text.length) return text.length
  const lineEnd = text.lastIndexOf('\n', end)
  return lineEnd > from ? lineEnd + 1 : end
}

const wordsBeforeMax = 100

/** The words of a text that lead to an address: on its line, or on the one above if it has its own. */
function wordsBefore(text: string, from: number, start: number): string {
  const before = text.slice(Math.max(from, start - wordsBeforeMax), start)
  const lines = before.split('\n')
  return lines.findLast((line) => /[\p{L}\p{N}]/u.test(line)) ?? ''
}
