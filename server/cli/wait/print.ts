import type { MessageSummary } from '../../../client/http.ts'
import { printable } from '../logger.ts'

/** To standard output, as a line; resolves when it is out, since the program then ends at once. */
export function print(text: string): Promise<void> {
  return write(printable(text))
}

/** As one line; what could steer a terminal is escaped, and so the same to who reads JSON. */
export function printJson(value: unknown): Promise<void> {
  return write(
    JSON.stringify(value).replaceAll(
      /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  )
}

/** ID, sender, recipients and subject of a message. */
export function toLine({ ID, EnvelopeFrom, EnvelopeTo, Subject }: MessageSummary): string {
  const [first = 'nobody', ...others] = EnvelopeTo
  const to = others.length === 0 ? first : `${first} and ${others.length} more`
  const line = `${ID}  ${EnvelopeFrom || '<>'} → ${to}  ${Subject}`
  return line.replaceAll(/\s*[\r\n]\s*/g, ' ')
}

function write(line: string): Promise<void> {
  return new Promise((resolve) => {
    // Who does not read on has what he wanted.
    process.stdout.once('error', () => resolve())
    process.stdout.write(`${line}\n`, () => resolve())
  })
}
