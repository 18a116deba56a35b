import type { Headers } from '../../contract/message.ts'
import type { HeaderLine } from '../../core/mail-content.ts'

/** The headers as Mailpit answers them: names in Go's canonical form, sorted, each with all its values. */
export function toHeaders(lines: readonly HeaderLine[]): Headers {
  const headers = new Map<string, string[]>()
  for (const { name, unfolded } of lines) {
    const key = canonicalName(name)
    const values = headers.get(key)
    if (values) values.push(unfolded)
    else headers.set(key, [unfolded])
  }
  return Object.fromEntries([...headers].sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** What Go takes for the name of a header: a token (RFC 9110 5.6.2). */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/i

/**
 * Go's `textproto.CanonicalMIMEHeaderKey`, which Mailpit's clients look up: `Message-Id`, `Mime-Version`.
 * A name that is no token stays as it is.
 */
export function canonicalName(name: string): string {
  if (!TOKEN.test(name)) return name
  return name
    .toLowerCase()
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('-')
}
