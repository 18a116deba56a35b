import { saysAction, saysAside } from './link-purpose.ts'

interface FoundLink {
  readonly URL: string
  readonly Text: string
  readonly Source: string
  readonly Kind: string
}

export interface MainLink {
  readonly url: string
  /** Its words, or the address without its scheme. */
  readonly label: string
  /** Where it leads; empty where the label says it already. */
  readonly host: string
  /** Whether a browser opens it; an app's own scheme can only be copied. */
  readonly opens: boolean
}

export interface MainLinks {
  /** What the mail wants to be clicked, the likeliest first. */
  readonly main: readonly MainLink[]
  readonly unsubscribe: readonly MainLink[]
}

/** Images, styles and addresses of people are no links that somebody looks for. */
export function mainLinks(links: readonly FoundLink[]): MainLinks {
  return {
    main: byWorth(grouped(links.filter(({ Kind }) => Kind === 'link'))).map(toMainLink),
    unsubscribe: grouped(links.filter(({ Kind }) => Kind === 'unsubscribe')).map(toMainLink),
  }
}

/** One address with all the words that lead there. */
interface Group {
  readonly url: string
  readonly texts: readonly string[]
}

function grouped(links: readonly FoundLink[]): Group[] {
  const groups = new Map<string, string[]>()
  for (const { URL, Text } of links) {
    const text = Text.slice(0, textLengthMax).trim()
    groups.set(URL, [...(groups.get(URL) ?? []).slice(0, textsMax - 1), text])
  }
  return Array.from(groups, ([url, texts]) => ({ url, texts }))
}

const textLengthMax = 200
const textsMax = 4

/** In the order of the mail where nothing speaks for one of them: a logo often stands above the button. */
function byWorth(groups: readonly Group[]): Group[] {
  return groups
    .map((group) => ({ group, worth: worthOf(group) }))
    .sort((one, other) => other.worth - one.worth)
    .map(({ group }) => group)
}

/** In addresses, most of which are in English; words of other languages are data. */
const action =
  /verif|confirm|activat|reset|sign-?_? ?in\b|log-?_? ?in\b|magic|invit|accept|approve|unlock|set-?_? ?password|token=|code=/i
const aside =
  /privacy|terms|\bhelp\b|support|contact|\bfaq\b|view (?:it )?(?:in|on)|in (?:your|a) browser|webversion|facebook\.|twitter\.|\/\/x\.com|instagram\.|linkedin\.|youtube\.|tiktok\./i

function worthOf({ url, texts }: Group): number {
  const words = `${url.slice(0, 1_000)} ${texts.join(' ')}`
  const [, rest = ''] = /^[a-z][\w+.-]{0,31}:\/\/[^/?#]*\/?(.*)$/is.exec(url.slice(0, 1_000)) ?? []
  let worth = 0
  if (isWrittenOut(url, texts)) worth += 3
  if (hasToken(rest)) worth += 2
  if (action.test(words) || texts.some(saysAction)) worth += 3
  if (aside.test(words) || texts.some(saysAside)) worth -= 4
  if (rest === '') worth -= 2
  if (texts.every((text) => text === '')) worth -= 1
  return worth
}

/** Something long with digits in it: made for one mail. */
function hasToken(path: string): boolean {
  return path.split(/[^\w.~-]+/).some((word) => word.length >= 20 && /\d/.test(word))
}

/** A button whose address stands below it once more, for clients that show no buttons. */
function isWrittenOut(url: string, texts: readonly string[]): boolean {
  return texts.includes(url) && texts.some((text) => text !== '' && text !== url)
}

function toMainLink({ url, texts }: Group): MainLink {
  const words = texts.find((text) => text !== '' && !isAddress(text))
  const opens = /^https?:\/\//i.test(url)
  return {
    url,
    label: words ?? url.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/\/$/, ''),
    host: words === undefined ? '' : hostOf(url),
    opens,
  }
}

function isAddress(text: string): boolean {
  return /^(?:[a-z][\w+.-]{0,31}:\/\/|www\.)\S*$/i.test(text)
}

function hostOf(url: string): string {
  if (!URL.canParse(url)) return ''
  const { hostname, protocol } = new URL(url)
  return hostname === '' ? protocol : hostname.replace(/^www\./, '')
}
