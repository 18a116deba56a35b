import fc from 'fast-check'

/** What confuses readers of DATA most: line ends, dots and NUL, in any order, between other bytes. */
export const oddBytes = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('\r', '\n', '.', '\0', '\r\n', '\r\n.', '\n.') },
      { weight: 2, arbitrary: fc.constantFrom('\r\n.\r', '\n.\n', '\r.\r', '.\r\n', '\r\n..') },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 255 }).map((n) => String.fromCharCode(n)) },
    ),
    { maxLength: 60 },
  )
  .map((pieces) => Buffer.from(pieces.join(''), 'latin1'))

/**
 * Doubles the dots that begin a line and adds the final one (RFC 5321 4.5.2). A line begins at the start
 * and behind CRLF. A message that does not end in CRLF gets one, which then belongs to it.
 */
export function stuff(message: Buffer): Buffer {
  const text = message.toString('latin1').replaceAll(/(^|\r\n)\./g, '$1..')
  return Buffer.from(`${text}.\r\n`, 'latin1')
}

/** As SMTP can carry it: ended by CRLF, or nothing at all. */
export function endLine(message: Buffer): Buffer {
  const isEnded = message.length === 0 || message.subarray(-2).equals(Buffer.from('\r\n'))
  return isEnded ? message : Buffer.concat([message, Buffer.from('\r\n')])
}

/** Cuts bytes at these places; places beyond the end are ignored. */
export function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const within = [...new Set(places)].filter((place) => place > 0 && place < bytes.length)
  const ends = [...within.sort((one, other) => one - other), bytes.length]
  let from = 0
  return ends.map((end) => {
    const piece = bytes.subarray(from, end)
    from = end
    return piece
  })
}
