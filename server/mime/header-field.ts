import { decodeUndeclared } from './decode-charset.ts'
import { quoted } from './mail-problems.ts'
import type { Problems } from './mail-problems.ts'

/** One header field as it stands in the mail, each byte one character (Latin-1), decoded on demand. */
export interface HeaderField {
  readonly name: string
  /** The name in lower case. */
  readonly key: string
  /** The lines of the value without their line breaks, as sent. */
  readonly lines: readonly string[]
}

/** Unfolded with one space a fold, as Mailpit and mailparser show it; 8-bit bytes decoded. */
export function fieldText(field: HeaderField, problems?: Problems): string {
  const [first = ''] = field.lines
  const bytes = field.lines.length === 1 ? first.trim() : joinTrimmed(field.lines)
  return fromHeaderBytes(bytes, field.name, problems)
}

/** Unfolded as RFC 5322 2.2.3 says: only the line breaks are taken out. */
export function fieldRaw(field: HeaderField): string {
  return fromHeaderBytes(field.lines.join('').trim(), field.name)
}

/** The first field of that name (in lower case). */
export function findField(fields: readonly HeaderField[], key: string): HeaderField | undefined {
  return fields.find((field) => field.key === key)
}

function joinTrimmed(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ')
}

/** RFC 6532: header bytes above 127 are UTF-8; old programs send windows-1252. */
function fromHeaderBytes(latin1: string, name: string, problems?: Problems): string {
  if (!/[\u0080-\u00ff\u001b]/.test(latin1)) return latin1
  const bytes = Buffer.from(latin1, 'latin1')
  const { text } = decodeUndeclared(bytes)
  if (bytes.toString('utf8').includes('\ufffd')) {
    problems?.add(
      'header-not-utf8',
      `The header ${quoted(name)} has 8-bit bytes that are not UTF-8; they are read as windows-1252.`,
    )
  }
  return text
}
