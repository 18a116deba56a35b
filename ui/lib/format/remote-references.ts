import { parseMail, SHEETS, STYLE } from './parse-mail.ts'

const attributes = new Set(['src', 'srcset', 'background', 'poster', 'data', 'href', 'xlink:href'])

// `href` loads only here; on an <a> it is a link, which nothing fetches by itself.
const loadsHref = new Set(['link', 'image', 'use', 'feimage'])

const remote = /^\s*(?:https?:)?\/\//i
const remoteInSrcset = /(?:^|,)\s*(?:https?:)?\/\//i
// Each run of spaces has a bound, so that a megabyte of them is not looked at twice.
const remoteInCss =
  /(?:url\(|@import|image-set\()\s{0,16}["']?\s{0,16}(?:https?:)?\/\/[^"')\s;]{0,8192}/gi

/** Where something can be named; most elements of a mail are not looked at. */
const named = [...attributes].map((name) => `[*|${name.replace('xlink:', '')}]`)
const candidates = [...new Set(named), `[${STYLE}*="//"]`, SHEETS].join(',')

/** How many things the mail would fetch from elsewhere. */
export function countRemoteReferences(html: string): number {
  let count = 0
  for (const element of parseMail(html).querySelectorAll(candidates)) {
    for (const { name, value } of element.attributes) {
      if (name === STYLE) count += remoteUrlsIn(value)
      else if (isRemote(element, name, value)) count += 1
    }
    if (element.matches(SHEETS)) count += remoteUrlsIn(element.textContent)
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
