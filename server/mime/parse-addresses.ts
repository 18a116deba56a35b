import { parseAddressHeader } from 'mailparser'
import { limits } from '../core/limits.ts'
import type { MailAddress } from '../core/message.ts'
import type { Pieces } from './in-pieces.ts'

/** Mailboxes of address headers (RFC 5322 3.4); a group stands for its members. */
export function* parseAddresses(values: readonly string[]): Pieces<MailAddress[]> {
  const mailboxes: MailAddress[] = []
  for (const value of values) {
    for (const [index, piece] of splitList(value).entries()) {
      if (index > 0) yield
      for (const mailbox of parsePiece(piece)) mailboxes.push(mailbox)
    }
  }
  return mailboxes
}

function parsePiece(piece: string): MailAddress[] {
  // The address stays as sent: a test compares it with what the program was told to send to.
  const { value } = parseAddressHeader(piece, { flatten: true, decodePunycode: false })
  return value
    .map(({ name, address = '' }) => ({ name, address }))
    .filter(({ address }) => address !== '')
}

const pieceLength = limits.readPieceBytes / 16

/** Cuts a long list at commas outside quotes, comments, groups and angle brackets. */
export function splitList(value: string): string[] {
  if (value.length <= pieceLength) return [value]
  const pieces: string[] = []
  let start = 0
  const state = { quoted: false, comments: 0, angle: false, group: false }
  for (let at = 0; at < value.length; at++) {
    const character = value.charAt(at)
    if (character === '\\') at++
    else if (character === '"' && state.comments === 0) state.quoted = !state.quoted
    else if (state.quoted) continue
    else if (character === '(') state.comments++
    else if (character === ')') state.comments = Math.max(0, state.comments - 1)
    else if (state.comments > 0) continue
    else if (character === '<') state.angle = true
    else if (character === '>') state.angle = false
    else if (character === ':' && !state.angle) state.group = true
    else if (character === ';') state.group = false
    else if (character === ',' && !state.angle && !state.group && at - start >= pieceLength) {
      pieces.push(value.slice(start, at))
      start = at + 1
    }
  }
  pieces.push(value.slice(start))
  return pieces
}
