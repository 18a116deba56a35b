import { clipped } from './match-text.ts'
import type { Message } from './message.ts'

/** What came although nothing was expected, in a few lines. */
export function describeUnexpected(message: Message, title: string, what: string): string {
  const expected = what === 'any message' ? 'none was expected' : `none with ${what} was expected`
  return [
    `A message came to ${title} although ${expected}:`,
    `  "${clipped(message.subject, 80)}" from ${message.envelope.from || 'nobody'} to ${message.envelope.to.join(', ')}`,
    `  ${clipped(message.text, 120)}`,
    `Look at it: ${message.url}`,
  ].join('\n')
}
