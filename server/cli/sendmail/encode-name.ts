/** Bytes of an encoded word that RFC 2047 2 leaves for text: 75 characters with its frame, as base64. */
const WORD_BYTES = 42

/** The name before an address: plain, quoted (RFC 5322 3.2.4), or encoded (RFC 2047) beyond ASCII. */
export function encodeName(name: string): string {
  const text = name.replaceAll(/[\s\u0000-\u001f\u007f]+/g, ' ').trim()
  if (/^[\w !#$%&'*+/=?^`{|}~-]*$/.test(text)) return text
  if (/^[ -~]*$/.test(text)) return `"${text.replaceAll(/["\\]/g, '\\$&')}"`
  return inPieces(text)
    .map((piece) => `=?utf-8?B?${Buffer.from(piece).toString('base64')}?=`)
    .join('\r\n ')
}

/** Characters are never cut in two. */
function inPieces(text: string): readonly string[] {
  const pieces: string[] = []
  let piece = ''
  for (const character of text) {
    if (Buffer.byteLength(piece + character) > WORD_BYTES) {
      pieces.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...pieces, piece]
}
