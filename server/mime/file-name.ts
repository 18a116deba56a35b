import libmime from 'libmime'
import { limits } from '../core/limits.ts'

// libmime's table gives `bin` for these.
const extensions: Readonly<Record<string, string>> = {
  'message/delivery-status': 'txt',
  'message/disposition-notification': 'txt',
  'message/feedback-report': 'txt',
  'message/global': 'eml',
  'text/rfc822-headers': 'txt',
  'text/x-amp-html': 'html',
  'application/ics': 'ics',
  'image/jpeg': 'jpg',
  'image/jpg': 'jpg',
}

/**
 * The name a sender gave, fit for a download header and a folder: without control characters and
 * direction marks (RFC 6266 7: they make `exe.pdf` out of `fdp.exe`), with `_` for path separators.
 */
export function safeFileName(name: string): string {
  if (name === '') return ''
  // Through UTF-8 and back: half a surrogate pair would make encodeURIComponent throw.
  const plain = Buffer.from(name)
    .toString()
    .replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '')
    .replace(/[/\\]/g, '_')
    .trim()
  if (/^\.+$/.test(plain)) return plain.replaceAll('.', '_')
  return plain.length <= limits.fileNameLengthMax ? plain : shortened(plain)
}

/** `part-2.ics`, for a part without a name. */
export function derivedFileName(partId: string, contentType: string): string {
  const known = extensions[contentType] ?? libmime.detectExtension(contentType)
  const extension = known === 'bin' && contentType.startsWith('text/') ? 'txt' : known
  return shortened(`part-${partId}.${extension}`)
}

function shortened(name: string): string {
  if (name.length <= limits.fileNameLengthMax) return name
  const extension = /\.\w{1,10}$/.exec(name)?.[0] ?? ''
  const stem = name.slice(0, limits.fileNameLengthMax - extension.length)
  return stem.replace(/[\ud800-\udbff]$/, '') + extension
}
