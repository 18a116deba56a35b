import { decodeWords } from './decode-words.ts'
import { fieldText } from './header-field.ts'
import type { HeaderField } from './header-field.ts'
import { quoted } from './mail-problems.ts'
import type { Problems } from './mail-problems.ts'

/** The header of a message by field name, in lower case. */
export interface MailHeaders {
  readonly isEmpty: boolean
  has(key: string): boolean
  count(key: string): number
  /** The first value, unfolded and decoded; `''` when there is none. */
  text(key: string): string
  /** All values, unfolded, encoded words as sent: in an address they must be split before. */
  values(key: string): string[]
}

// RFC 5322 3.6 and RFC 2045: at most once in a message. From has a problem of its own.
const once = new Set(
  'date sender reply-to to cc bcc message-id in-reply-to references subject mime-version content-type content-transfer-encoding'.split(
    ' ',
  ),
)

export function createMailHeaders(fields: readonly HeaderField[], problems: Problems): MailHeaders {
  const byKey = new Map<string, HeaderField[]>()
  for (const field of fields) {
    const known = byKey.get(field.key)
    if (known === undefined) byKey.set(field.key, [field])
    else known.push(field)
  }
  for (const [key, found] of byKey) {
    const [first] = found
    if (first === undefined || found.length === 1 || !once.has(key)) continue
    problems.add(
      'duplicate-header',
      `The header ${quoted(first.name)} is there ${found.length} times; it may be once (RFC 5322 3.6).`,
    )
  }
  const texts = new Map<string, string>()

  return {
    isEmpty: fields.length === 0,
    has: (key) => byKey.has(key),
    count: (key) => byKey.get(key)?.length ?? 0,
    text(key) {
      const known = texts.get(key)
      if (known !== undefined) return known
      const field = byKey.get(key)?.[0]
      const text = field === undefined ? '' : decodeWords(fieldText(field, problems), problems)
      texts.set(key, text)
      return text
    },
    values: (key) => (byKey.get(key) ?? []).map((field) => fieldText(field, problems)),
  }
}
