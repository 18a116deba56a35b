/** What files of a type begin with, `?` being any byte. */
const BEGINNINGS: readonly (readonly [beginning: string, type: string])[] = [
  ['\x89PNG\r\n\x1a\n', 'image/png'],
  ['\xff\xd8\xff', 'image/jpeg'],
  ['GIF87a', 'image/gif'],
  ['GIF89a', 'image/gif'],
  ['RIFF????WEBPVP', 'image/webp'],
  ['\x00\x00\x01\x00', 'image/x-icon'],
  ['%PDF-', 'application/pdf'],
  ['%!PS-Adobe-', 'application/postscript'],
  ['\x1f\x8b\x08', 'application/x-gzip'],
  ['Rar!\x1a\x07', 'application/x-rar-compressed'],
  ['RIFF????WAVE', 'audio/wave'],
  ['ID3', 'audio/mpeg'],
  ['OggS\x00', 'application/ogg'],
  ['????ftyp', 'video/mp4'],
  ['\x1aE\xdf\xa3', 'video/webm'],
  ['wOFF', 'font/woff'],
  ['wOF2', 'font/woff2'],
]
const HTML = /^\s*<(?:!doctype html|html|head|body)[\s>]/i
const SNIFFED_BYTES = 512
/** Bytes that no text has (WHATWG MIME Sniffing, 3). */
const BINARY = /[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]/

/** The type that the bytes of a file speak of for sure. */
export function sniffType(bytes: Buffer): string | undefined {
  const start = bytes.toString('latin1', 0, SNIFFED_BYTES)
  const known = BEGINNINGS.find(([beginning]) => beginsWith(start, beginning))
  return known?.[1] ?? (HTML.test(start) ? 'text/html; charset=utf-8' : undefined)
}

/** Whether the bytes can be a text. */
export function looksLikeText(bytes: Buffer): boolean {
  return !BINARY.test(bytes.toString('latin1', 0, SNIFFED_BYTES))
}

function beginsWith(start: string, beginning: string): boolean {
  if (start.length < beginning.length) return false
  return Array.from(beginning).every((expected, at) => expected === '?' || expected === start[at])
}
