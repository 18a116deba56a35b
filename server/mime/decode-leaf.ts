import libmime from 'libmime'
import { limits } from '../core/limits.ts'
import { charsetPieces, undeclaredPieces } from './decode-charset.ts'
import type { DecodedText } from './decode-charset.ts'
import { decodeTransfer } from './decode-transfer.ts'
import type { Entity } from './entity.ts'
import { partIdOf } from './entity.ts'
import type { Pieces } from './in-pieces.ts'
import type { Problems } from './mail-problems.ts'
import { quoted } from './mail-problems.ts'

/** A body in bytes: exactly what the transfer encoding decodes to. */
export function* decodeLeaf(raw: Buffer, leaf: Entity): Pieces<Buffer> {
  const { bytes } = yield* decodeTransfer(raw.subarray(leaf.bodyStart, leaf.bodyEnd), leaf.encoding)
  return bytes
}

/** A body as text, complete. */
export function* decodeText(raw: Buffer, leaf: Entity): Pieces<string> {
  const bytes = yield* decodeLeaf(raw, leaf)
  const { text } = yield* inCharset(bytes, leaf)
  if (leaf.params['format']?.toLowerCase() !== 'flowed') return text
  return yield* joinFlowed(text, leaf.params['delsp']?.toLowerCase() === 'yes')
}

/** The beginning of a body as text, for lists and search, and what was wrong with it. */
export function* decodeBeginning(raw: Buffer, leaf: Entity, problems: Problems): Pieces<string> {
  const end = Math.min(leaf.bodyEnd, leaf.bodyStart + limits.searchedBytesMax)
  const isCut = end < leaf.bodyEnd
  const { bytes, fault } = yield* decodeTransfer(raw.subarray(leaf.bodyStart, end), leaf.encoding)
  if (fault !== undefined && !isCut) noteTransferFault(problems, fault, leaf)
  const decoded = yield* inCharset(isCut ? wholeLines(bytes) : bytes, leaf)
  noteCharsetFault(problems, decoded.fault, leaf)
  return decoded.text
}

/** Cut at the end of a line, where no character of any charset goes on. */
function wholeLines(bytes: Buffer): Buffer {
  const lineEnd = bytes.lastIndexOf(0x0a)
  return bytes.subarray(0, lineEnd === -1 ? bytes.lastIndexOf(0x20) : lineEnd)
}

const metaBytes = 1024

function* inCharset(bytes: Buffer, leaf: Entity): Pieces<DecodedText> {
  const declared = leaf.params['charset'] ?? ''
  if (declared !== '') return yield* charsetPieces(bytes, declared)
  if (leaf.contentType !== 'text/html') return yield* undeclaredPieces(bytes)
  const head = bytes.toString('latin1', 0, metaBytes)
  const meta = /<meta\b[^>]*\bcharset=["']?([\w-]+)/i.exec(head)?.[1]
  return yield* meta === undefined ? undeclaredPieces(bytes) : charsetPieces(bytes, meta)
}

function noteTransferFault(
  problems: Problems,
  fault: 'bad-base64' | 'bad-quoted-printable' | 'unknown-encoding',
  leaf: Entity,
): void {
  const part = `part ${partIdOf(leaf)}`
  switch (fault) {
    case 'bad-base64':
      problems.add(fault, `The base64 of ${part} is broken; what can be decoded of it is shown.`)
      return
    case 'bad-quoted-printable':
      problems.add(fault, `The quoted-printable text of ${part} has a "=" that encodes nothing.`)
      return
    case 'unknown-encoding':
      problems.add(
        fault,
        `The Content-Transfer-Encoding ${quoted(leaf.encoding)} of ${part} is unknown; its bytes are shown as sent.`,
      )
  }
}

function noteCharsetFault(problems: Problems, fault: DecodedText['fault'], leaf: Entity): void {
  const part = `part ${partIdOf(leaf)}`
  const charset = quoted(leaf.params['charset'] ?? '')
  switch (fault) {
    case undefined:
      return
    case 'missing-charset':
      problems.add(
        fault,
        `The text of ${part} names no charset but is not ASCII; it is read as UTF-8 or windows-1252.`,
      )
      return
    case 'unknown-charset':
      problems.add(
        fault,
        `The charset ${charset} of ${part} is unknown; the text is read as UTF-8 or windows-1252.`,
      )
      return
    case 'wrong-charset':
      problems.add(
        fault,
        `The text of ${part} is not in its charset ${charset}; what is shown is a guess.`,
      )
  }
}

/** RFC 3676: joins the lines that the sender wrapped. In pieces cut where a paragraph ends. */
function* joinFlowed(text: string, delSp: boolean): Pieces<string> {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n'
  const paragraphEnd = /[^ \r\n]\r?\n/g
  const joined: string[] = []
  for (let from = 0; from < text.length; from = paragraphEnd.lastIndex) {
    if (from > 0) yield
    paragraphEnd.lastIndex = from + limits.readPieceBytes
    if (paragraphEnd.exec(text) === null) paragraphEnd.lastIndex = text.length
    const piece = text.slice(from, paragraphEnd.lastIndex)
    // The decoder takes the last line break away.
    joined.push(libmime.decodeFlowed(piece, delSp), piece.endsWith('\n') ? '\n' : '')
  }
  const result = joined.join('')
  return lineBreak === '\n' ? result : result.replaceAll('\n', lineBreak)
}
