import type { Headers } from '../contract/message.ts'
import type { HeaderLine } from '../core/mail-content.ts'

/** Go's canonical form of a header name, which Mailpit's clients look up: `Message-Id`. */
export function toHeaders(lines: readonly HeaderLine[]): Headers {
  const headers = new Map<string, string[]>()
  for (const { name, raw } of lines) {
    const key = canonical(name)
    const values = headers.get(key)
    if (values) values.push(raw)
    else headers.set(key, [raw])
  }
  return Object.fromEntries([...headers].sort(([one], [other]) => (one < other ? -1 : 1)))
}

function canonical(name: string): string {
  return name
    .toLowerCase()
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('-')
}
