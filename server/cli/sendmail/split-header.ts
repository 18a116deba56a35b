/** A header field with its folded lines and their ends, each byte one character (Latin-1). */
export interface Field {
  /** Lower case. */
  readonly name: string
  readonly lines: readonly string[]
}

export interface SplitMessage {
  readonly fields: readonly Field[]
  /** What follows the empty line after the header. */
  readonly body: Buffer
}

const FIELD = /^([!-9;-~]+)[ \t]*:/

/** Takes a message apart in which every line ends in CRLF. Text that begins with no field is all body. */
export function splitHeader(message: Buffer): SplitMessage {
  const fields: Array<Field & { lines: string[] }> = []
  let at = headerStart(message)
  while (at < message.length) {
    const next = lineEnd(message, at)
    const line = message.toString('latin1', at, next)
    if (line === '\r\n') return { fields, body: message.subarray(next) }
    const name = FIELD.exec(line)?.[1]
    const last = fields.at(-1)
    if (name !== undefined) fields.push({ name: name.toLowerCase(), lines: [line] })
    else if (last && /^[ \t]/.test(line)) last.lines.push(line)
    // The empty line was forgotten: the body begins here.
    else return { fields, body: message.subarray(at) }
    at = next
  }
  return { fields, body: Buffer.alloc(0) }
}

/** Old programs begin with a line for mailbox files, `From ann Thu Jan  1 …`; a header must follow it. */
function headerStart(message: Buffer): number {
  if (!/^>?From /.test(message.toString('latin1', 0, 6))) return 0
  const second = lineEnd(message, 0)
  return FIELD.test(message.toString('latin1', second, lineEnd(message, second))) ? second : 0
}

function lineEnd(message: Buffer, from: number): number {
  const lineFeed = message.indexOf('\n', from)
  return lineFeed === -1 ? message.length : lineFeed + 1
}

/** The value without its line ends, 8-bit bytes read as UTF-8 (RFC 6532). */
export function fieldValue({ lines }: Field): string {
  const text = lines.join('').replaceAll('\r\n', '')
  return Buffer.from(text.slice(text.indexOf(':') + 1), 'latin1')
    .toString('utf8')
    .trim()
}
