import type { Scheme } from './css-scheme.ts'
import { forcedDark } from './forced-dark.ts'
import type { Pictures } from './forced-dark.ts'
import { pageEdits } from './page-edits.ts'
import { applyEdits } from './text-edits.ts'

/** What the frame of a mail may load. */
export interface MailPagePolicy {
  /** Where the parts of this mail are, as a CSP source: nothing else of ours is a mail's business. */
  readonly partSource: string
  /** Images, styles, fonts and media from anywhere, because the reader asked for them. */
  readonly isRemoteAllowed: boolean
  /** No image at all, nor video: what somebody sees who has switched them off. */
  readonly hasImages: boolean
}

/** How a mail is to be seen; forced dark is what apps make of mail without styles for the dark. */
export type PageScheme = Scheme | 'forced-dark'

/** Permissions of the frame: links may open new windows, and nothing else. No scripts, no origin. */
export const MAIL_SANDBOX = 'allow-popups allow-popups-to-escape-sandbox'

/**
 * The Content-Security-Policy under which unsanitised mail is shown. `default-src 'none'` leaves it
 * no way to run or to send anything; the sandbox takes its origin away as well.
 */
export function mailPagePolicy({ partSource, isRemoteAllowed, hasImages }: MailPagePolicy): string {
  const remote = isRemoteAllowed ? '* ' : ''
  const images = isRemoteAllowed ? '* data: blob:' : `${partSource} data:`
  const media = isRemoteAllowed ? '* data:' : `${partSource} data:`
  return [
    "default-src 'none'",
    `img-src ${hasImages ? images : "'none'"}`,
    `style-src ${remote}'unsafe-inline'`,
    `font-src ${remote}data:`,
    `media-src ${hasImages ? media : "'none'"}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
    `sandbox ${MAIL_SANDBOX}`,
  ].join('; ')
}

/** Behind what a `cid:` link stands; looked for in a few characters, so that no mail makes it slow. */
const LINK_START = /(?:=\s*["']?\s*|url\(\s*["']?\s*)$/i
const LINK_START_LENGTH = 24
const CID = /cid:([^"'\s<>)]+)/gi
const HEAD = /<head(?:\s[^<>]*)?>/i
const DOCTYPE = /^\s*<!doctype[^<>]*>/i
/** Where a head can begin. */
const HEAD_WITHIN = 16 * 1024

export interface MailPage {
  readonly partUrl: (contentId: string) => string | undefined
  readonly scheme?: PageScheme | undefined
  /** Pictures that show; where they do not, forced dark must not spare their places. */
  readonly pictures?: Pictures | undefined
}

/**
 * Makes `cid:` links (RFC 2392) point at the parts and every link open a window of its own; with a scheme,
 * the mail looks as there, whatever the browser's is.
 */
export function toMailPage(html: string, { partUrl, scheme, pictures = 'all' }: MailPage): string {
  const edited = applyEdits(html, pageEdits(html, scheme === 'forced-dark' ? 'light' : scheme))
  const linked = edited.replace(CID, (whole, contentId: string, at: number) => {
    const before = edited.slice(Math.max(0, at - LINK_START_LENGTH), at)
    const url = LINK_START.test(before) ? partUrl(decode(contentId)) : undefined
    return url ?? whole
  })
  // The first `base` decides; `target` is all it has, since `base-uri 'none'` forbids the rest.
  const added = `<base target="_blank">${scheme === 'forced-dark' ? forcedDark(pictures) : ''}`
  const start = linked.slice(0, HEAD_WITHIN)
  const head = HEAD.exec(start) ?? DOCTYPE.exec(start)
  if (!head) return added + linked
  const at = head.index + head[0].length
  return linked.slice(0, at) + added + linked.slice(at)
}

function decode(contentId: string): string {
  try {
    return decodeURIComponent(contentId)
  } catch (error) {
    if (error instanceof URIError) return contentId
    throw error
  }
}
