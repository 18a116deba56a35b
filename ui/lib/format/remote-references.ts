const attributes = new Set(['src', 'srcset', 'background', 'poster', 'data', 'href', 'xlink:href'])

// `href` loads only here; on an <a> it is a link, which nothing fetches by itself.
const loadsHref = new Set(['link', 'image', 'use', 'feimage'])

const remote = /^\s*(?:https?:)?\/\//i
const remoteInSrcset = /(?:^|,)\s*(?:https?:)?\/\//i
// Each run of spaces has a bound, so that a megabyte of them is not looked at twice.
const remoteInCss =
  /(?:url\(|@import|image-set\()\s{0,16}["']?\s{0,16}(?:https?:)?\/\/[^"')\s;]{0,8192}/gi

/**
 * How many things the mail would fetch from elsewhere. The HTML is parsed into a document without a
 * window, in which nothing loads and nothing runs; it never comes near the page.
 */
export function countRemoteReferences(html: string): number {
  const mail = new DOMParser().parseFromString(html, 'text/html')
  let count = 0
  for (const element of mail.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (name === 'style') count += remoteUrlsIn(value)
      else if (isRemote(element, name, value)) count += 1
    }
    if (element.localName === 'style') count += remoteUrlsIn(element.textContent)
  }
  return count
}

function isRemote(element: Element, name: string, value: string): boolean {
  if (!attributes.has(name)) return false
  if (name.endsWith('href') && !loadsHref.has(element.localName.toLowerCase())) return false
  return name === 'srcset' ? remoteInSrcset.test(value) : remote.test(value)
}

function remoteUrlsIn(css: string): number {
  return css.match(remoteInCss)?.length ?? 0
}
