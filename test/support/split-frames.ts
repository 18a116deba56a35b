/**
 * The payloads of frames as a server writes them (RFC 6455 5.2): whole, unmasked text. Anything else is an error; of a
 * last one that is cut off there is more to come.
 */
export function splitFrames(bytes: Buffer): string[] {
  const texts: string[] = []
  let at = 0
  while (at < bytes.length) {
    if (bytes[at] !== 0x81) throw new Error(`A frame begins with ${bytes[at]}.`)
    if (at + 10 > bytes.length && at + 2 + (bytes[at + 1] ?? 127) > bytes.length) break
    const short = bytes.readUInt8(at + 1)
    if (short > 127) throw new Error('A server must not mask.')
    const start = at + (short < 126 ? 2 : short === 126 ? 4 : 10)
    const length = short < 126 ? short : lengthAt(bytes, at + 2, short === 126)
    if (start + length > bytes.length) break
    texts.push(bytes.toString('utf8', start, start + length))
    at = start + length
  }
  return texts
}

function lengthAt(bytes: Buffer, at: number, isShort: boolean): number {
  return isShort ? bytes.readUInt16BE(at) : Number(bytes.readBigUInt64BE(at))
}
