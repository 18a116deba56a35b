const attributes = ['src', 'srcset', 'background', 'poster', 'data', 'href', 'xlink:href']

// `href` loads only here; on an <a> it is a link, which nothing fetches by itself.
const loadsHref = new Set(['link', 'image', 'use', 'feimage'])

const remote = /^\s*(?:https?:)?\/\//i
const remoteInSrcset = /(?:^|,)\s*(?:https?:)?\/\//i
const remoteInCss = /(?:url\(\s*|@import\s+)["']?\s*(?:https?:)?\/\/[^"')\s;]*/gi

/**
 * How many things the mail would fetch from elsewhere. The HTML is parsed into a document without a
 * window, in which nothing loads and nothing runs; it never comes near the page.
 */
export function countRemoteReferences(html: string): number {
  const mail = new DOMParser().parseFromString(html, 'text/html')
  let count = 0
  for (const element of mail.querySelectorAll('*')) {
    count += attributes.filter((name) => isRemoteIn(element, name)).length
    count += remoteUrlsIn(element.getAttribute('style') ?? '')
    if (element.localName === 'style') count += remoteUrlsIn(element.textContent)
  }
  return count
}

function isRemoteIn(element: Element, name: string): boolean {
  const value = element.getAttribute(name)
  if (value === null) return false
  if (name.endsWith('href') && !loadsHref.has(element.localName.toLowerCase())) return false
  return name === 'srcset' ? remoteInSrcset.test(value) : remote.test(value)
}

function remoteUrlsIn(css: string): number {
  return css.match(remoteInCss)?.length ?? 0
}
