import type { LinkKind } from './link.ts'

/** An address that CSS loads. */
export interface CssUrl {
  readonly url: string
  readonly kind: Extract<LinkKind, 'image' | 'stylesheet'>
}

// Of fonts the contract knows nothing.
const fonts = /\.(?:woff2?|ttf|otf|eot)(?:[?#]|$)/i
// Every repetition ends at a bound or at a character that it cannot take, so none is tried twice.
const loads =
  /(@import\s{0,8})?(?:\burl\(\s{0,8}["']?([^"'()\s]{1,8192})|["']([^"'\s]{1,8192})["'])/gi

/** What CSS loads: `url(…)` and the two forms of `@import`; comments are left out. */
export function* cssUrls(css: string): Generator<CssUrl, void, undefined> {
  if (!/url\(|@import/i.test(css)) return
  for (const [, atImport, address, bare] of withoutComments(css).matchAll(loads)) {
    const url = address ?? (atImport === undefined ? undefined : bare)
    if (url === undefined || fonts.test(url)) continue
    yield { url, kind: atImport === undefined ? 'image' : 'stylesheet' }
  }
}

function withoutComments(css: string): string {
  const [first = '', ...rest] = css.split('/*')
  return first + rest.map((piece) => piece.slice(indexAfter(piece, '*/'))).join('')
}

/** The place behind a mark; the end where there is none. */
function indexAfter(text: string, mark: string): number {
  const at = text.indexOf(mark)
  return at === -1 ? text.length : at + mark.length
}
