import type { ListUnsubscribe } from '../core/mail-content.ts'

/** Checks List-Unsubscribe as Mailpit does (RFC 2369 3.2, RFC 8058). */
export function parseListUnsubscribe(header: string, headerPost: string): ListUnsubscribe {
  if (header === '') return { header, links: [], errors: '', headerPost }
  const plain = header.replace(/\([^()]*\)/g, '').trim()
  const found = Array.from(plain.matchAll(/<([^<>]*)>/g), ([, link = '']) => link.trim())
  const links = found.filter((link) => isMailto(link) || isHttp(link))
  return { header, links, errors: faultOf(plain, found), headerPost }
}

function faultOf(plain: string, links: readonly string[]): string {
  if (!plain.startsWith('<') || !plain.endsWith('>')) return `"${plain}" should be enclosed in <>`
  const between = plain.split(/<[^<>]*>/).slice(1, -1)
  if (between.some((text) => text.trim() !== ',')) return `"${plain}" should be comma separated`
  if (links.filter(isMailto).length > 1) return `"${plain}" should only contain one mailto: link`
  if (links.filter(isHttp).length > 1) return `"${plain}" should only contain one HTTP link`
  return links.map(linkFault).find((fault) => fault !== '') ?? ''
}

function linkFault(link: string): string {
  if (/\s/.test(link)) return `"${link}" should not contain spaces`
  if (/^mailto:/i.test(link) && !link.startsWith('mailto:')) {
    return `"${link}" should begin with mailto: in lower case`
  }
  if (!isMailto(link) && !isHttp(link)) return `"${link}" should be a mailto: or HTTP link`
  return URL.canParse(link) ? '' : `"${link}" is not a valid link`
}

function isMailto(link: string): boolean {
  return /^mailto:\S/i.test(link)
}

function isHttp(link: string): boolean {
  return /^https?:\/\/\S/i.test(link)
}
