import { parseAddressHeader } from 'mailparser'
import { limits } from '../core/limits.ts'
import type { MailAddress } from '../core/message.ts'
import type { Pieces } from './in-pieces.ts'
import { ownText } from './own-text.ts'
import { splitList } from './split-list.ts'

/** What address headers hold. */
export interface ParsedAddresses {
  readonly mailboxes: readonly MailAddress[]
  /** The first piece of a list that is too long to be a mailbox and was not parsed. */
  readonly tooLong: string | undefined
}

/** Mailboxes of address headers (RFC 5322 3.4); a group stands for its members. */
export function* parseAddresses(values: readonly string[]): Pieces<ParsedAddresses> {
  const mailboxes: MailAddress[] = []
  let tooLong: string | undefined
  let isFirst = true
  for (const value of values) {
    for (const piece of splitList(value)) {
      if (!isFirst) yield
      isFirst = false
      if (piece.length > limits.mailboxLengthMax) tooLong ??= piece
      else for (const mailbox of parsePiece(piece)) mailboxes.push(mailbox)
    }
  }
  return { mailboxes, tooLong }
}

// What nearly all programs write, and what no parser reads in another way: `Ann Lee <ann@example.com>`.
const plainWords = '[A-Za-z0-9]+(?: [A-Za-z0-9]+)*'
const plainAddress = String.raw`[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*`
const plainMailbox = new RegExp(`^(?:(${plainWords}) <(${plainAddress})>|(${plainAddress}))$`)

function parsePiece(piece: string): MailAddress[] {
  const plain = plainMailbox.exec(piece)
  if (plain === null) return parseWithLibrary(piece)
  const [, name = '', named, alone = ''] = plain
  return [{ name: ownText(name), address: ownText(named ?? alone) }]
}

/** Exported to hold the plain ones against it. */
export function parseWithLibrary(piece: string): MailAddress[] {
  // The address stays as sent: a test compares it with what the program was told to send to.
  const { value } = parseAddressHeader(piece, { flatten: true, decodePunycode: false })
  return value
    .map(({ name, address = '' }) => ({ name, address }))
    .filter(({ address }) => address !== '')
}
