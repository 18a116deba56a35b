/** FIN, and the opcode of text. */
const WHOLE_TEXT = 0x81
const SHORT_MAX = 125
const TWO_BYTES_MAX = 0xffff
const TWO_BYTES = 126
const EIGHT_BYTES = 127

/**
 * The bytes of one frame with this text, as a server writes it: whole, neither masked nor compressed (RFC 6455 5.2).
 * They are the same for every websocket, so what many are told is written once.
 */
export function toTextFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const start = headLength(length)
  const frame = Buffer.allocUnsafe(start + length)
  frame[0] = WHOLE_TEXT
  if (length <= SHORT_MAX) frame[1] = length
  else if (length <= TWO_BYTES_MAX) {
    frame[1] = TWO_BYTES
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = EIGHT_BYTES
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, start)
  return frame
}

function headLength(length: number): number {
  if (length <= SHORT_MAX) return 2
  return length <= TWO_BYTES_MAX ? 4 : 10
}
