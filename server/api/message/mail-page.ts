/** What the frame of a mail may load. */
export interface MailPagePolicy {
  /** Where the parts of this mail are, as a CSP source: nothing else of ours is a mail's business. */
  readonly partSource: string
  /** Images, styles, fonts and media from anywhere, because the reader asked for them. */
  readonly isRemoteAllowed: boolean
}

/** Permissions of the frame: links may open new windows, and nothing else. No scripts, no origin. */
export const MAIL_SANDBOX = 'allow-popups allow-popups-to-escape-sandbox'

/**
 * The Content-Security-Policy under which unsanitised mail is shown. `default-src 'none'` leaves it
 * no way to run or to send anything; the sandbox takes its origin away as well.
 */
export function mailPagePolicy({ partSource, isRemoteAllowed }: MailPagePolicy): string {
  const loads = isRemoteAllowed
    ? [
        'img-src * data: blob:',
        "style-src * 'unsafe-inline'",
        'font-src * data:',
        'media-src * data:',
      ]
    : [
        `img-src ${partSource} data:`,
        "style-src 'unsafe-inline'",
        'font-src data:',
        `media-src ${partSource} data:`,
      ]
  return [
    "default-src 'none'",
    ...loads,
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

/** Makes `cid:` links (RFC 2392) point at the parts, and every link open a window of its own. */
export function toMailPage(
  html: string,
  partUrl: (contentId: string) => string | undefined,
): string {
  const linked = html.replace(CID, (whole, contentId: string, at: number) => {
    const before = html.slice(Math.max(0, at - LINK_START_LENGTH), at)
    const url = LINK_START.test(before) ? partUrl(decode(contentId)) : undefined
    return url ?? whole
  })
  // The first `base` decides; `target` is all it has, since `base-uri 'none'` forbids the rest.
  const base = '<base target="_blank">'
  const start = linked.slice(0, HEAD_WITHIN)
  const head = HEAD.exec(start) ?? DOCTYPE.exec(start)
  if (!head) return base + linked
  const at = head.index + head[0].length
  return linked.slice(0, at) + base + linked.slice(at)
}

function decode(contentId: string): string {
  try {
    return decodeURIComponent(contentId)
  } catch (error) {
    if (error instanceof URIError) return contentId
    throw error
  }
}
