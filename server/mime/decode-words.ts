import { limits } from '../core/limits.ts'
import { decodeCharset } from './decode-charset.ts'
import { quoted } from './mail-problems.ts'
import type { Problems } from './mail-problems.ts'

// RFC 2047 2, but spaces inside a Q word are let pass: senders forget to encode them.
const encodedWord = /=\?([^?\s]{1,60})\?([QqBb])\?([^?]*)\?=/g

interface WordRun {
  readonly charset: string
  readonly pieces: Buffer[]
}

/**
 * Decodes the encoded words of an unfolded header value (RFC 2047). Neighbours in one charset are
 * decoded together, because senders split characters between words although 5.3 forbids it.
 */
export function decodeWords(value: string, problems?: Problems): string {
  if (!value.includes('=?')) return value
  let decoded = ''
  let run: WordRun | undefined
  let end = 0
  let isTooMuch = false
  for (const match of value.matchAll(encodedWord)) {
    isTooMuch = match.index >= limits.encodedWordsLengthMax
    if (isTooMuch) break
    const between = value.slice(end, match.index)
    end = match.index + match[0].length
    const [, charset = '', encoding = '', text = ''] = match
    const isNeighbour = run !== undefined && between.trim() === ''
    if (run !== undefined && !(isNeighbour && run.charset === charset.toLowerCase())) {
      decoded += decodeRun(run, problems)
      run = undefined
    }
    // RFC 2047 6.2: white space between encoded words is not shown.
    if (!isNeighbour) decoded += between
    run ??= { charset: charset.toLowerCase(), pieces: [] }
    run.pieces.push(/^b$/i.test(encoding) ? Buffer.from(text, 'base64') : decodeQ(text))
  }
  if (run !== undefined) decoded += decodeRun(run, problems)
  const rest = value.slice(end)
  if (isTooMuch) noteLeftRest(problems)
  else if (rest.includes('=?')) noteLeftWord(rest, problems)
  return decoded + rest
}

function decodeRun({ charset, pieces }: WordRun, problems: Problems | undefined): string {
  const { text, fault } = decodeCharset(Buffer.concat(pieces), charset)
  if (fault === 'unknown-charset') {
    problems?.add(
      'unknown-charset',
      `A header has an encoded word in the unknown charset ${quoted(charset)}; it is read as UTF-8 or windows-1252.`,
    )
  } else if (fault !== undefined) {
    problems?.add(
      'undecodable-header',
      `A header has an encoded word whose bytes are not ${quoted(charset)}; ${quoted(text)} is a guess.`,
    )
  }
  return text
}

function noteLeftRest(problems: Problems | undefined): void {
  problems?.add(
    'undecodable-header',
    `A header has encoded words behind its first ${limits.encodedWordsLengthMax} characters; they are shown as they stand.`,
  )
}

function noteLeftWord(rest: string, problems: Problems | undefined): void {
  const start = rest.indexOf('=?')
  if (!/^=\?[\w.:-]+\?[a-z]\?/i.test(rest.slice(start, start + 80))) return
  problems?.add(
    'undecodable-header',
    `A header has a broken encoded word, shown as it stands: ${quoted(rest.slice(start))}.`,
  )
}

/** RFC 2047 4.2: quoted-printable with `_` for a space; what is not ASCII was sent as raw UTF-8. */
function decodeQ(text: string): Buffer {
  const pieces = text.split(/((?:=[0-9a-f]{2})+)/i).map((piece, index) => {
    if (index % 2 === 1) return Buffer.from(piece.replaceAll('=', ''), 'hex')
    return Buffer.from(piece.replaceAll('_', ' '), 'utf8')
  })
  return Buffer.concat(pieces)
}
