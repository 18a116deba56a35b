const NAME = /^[a-z0-9._@+=-]{1,128}$/
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

export interface InboxFacts {
  /** The AUTH user, `''` without AUTH. */
  readonly user: string
  readonly recipients: readonly string[]
  /** Domains whose sub-domains name inboxes: `inbox.test`. */
  readonly domains: readonly string[]
}

/**
 * The inboxes a message is in: the one its session logged in to, and `X` for each recipient at
 * `X.inbox.test`. A name that does not fit is in no inbox: mapping it could make two collide.
 */
export function inboxesOf({ user, recipients, domains }: InboxFacts): readonly string[] {
  const names = new Set<string>()
  const byUser = toLowerAscii(user)
  if (NAME.test(byUser)) names.add(byUser)
  for (const recipient of recipients) {
    const label = inboxLabel(recipient, domains)
    if (label !== undefined) names.add(label)
  }
  return [...names]
}

function inboxLabel(recipient: string, domains: readonly string[]): string | undefined {
  const at = recipient.lastIndexOf('@')
  if (at < 0) return undefined
  const host = toLowerAscii(recipient.slice(at + 1))
  for (const domain of domains) {
    if (!host.endsWith(`.${domain}`)) continue
    const label = host.slice(0, -domain.length - 1)
    if (LABEL.test(label)) return label
  }
  return undefined
}

/** Not `toLowerCase`, which makes an ordinary k of the Kelvin sign: two users would share an inbox. */
function toLowerAscii(text: string): string {
  if (!/[A-Z]/.test(text)) return text
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

/** Whether text can be the name of an inbox at all. */
export function isInboxName(text: string): boolean {
  return NAME.test(text)
}
