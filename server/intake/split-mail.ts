import type { MailBuffer } from './mail-buffer.ts'
import { createMailBuffer } from './mail-buffer.ts'

/** One message of a file; of one above the limit only what is known of it. */
export type MailEntry =
  | { readonly type: 'message'; readonly raw: Buffer }
  | { readonly type: 'too-large'; readonly size: number }

/** Takes a file in pieces, however they are cut. */
export interface MailSplitter {
  /** The messages that these bytes bring to their end. */
  push(bytes: Buffer): readonly MailEntry[]
  /** The last message. */
  end(): readonly MailEntry[]
}

const SEPARATOR = 'From '
const QUOTED = '>From '
const LF = 0x0a
/** With which a line begins that may be more than text: `F`, `>`, CR and LF. */
const SPECIAL: ReadonlySet<number> = new Set([0x46, 0x3e, 0x0d, LF])

/** Whether bytes are the beginning of an mbox: of one that has messages at all. */
export function isMbox(start: Buffer): boolean {
  return start.toString('latin1', 0, SEPARATOR.length) === SEPARATOR
}

/** Takes a file that is one message as a whole. `messageBytesMax` 0 is no limit. */
export function createOneMailSplitter(messageBytesMax: number): MailSplitter {
  const message = createMailBuffer(messageBytesMax)
  return {
    push(bytes) {
      message.add(bytes)
      return []
    },
    end: () => [takeEntry(message)],
  }
}

function takeEntry(message: MailBuffer): MailEntry {
  const { size } = message
  const raw = message.take()
  return raw ? { type: 'message', raw } : { type: 'too-large', size }
}

/**
 * Cuts an mbox (RFC 4155) into its messages, exact to the byte: line ends stay as they are in the file. A
 * line `From …` at the start or after an empty line begins a message; it and that empty line belong to no
 * message. `>From `, `>>From ` … lose one `>` (mboxrd; mboxo and mboxcl come out right too).
 * `messageBytesMax` 0 is no limit.
 */
export function createMboxSplitter(messageBytesMax: number): MailSplitter {
  const message = createMailBuffer(messageBytesMax)
  let place: 'line-start' | 'line' | 'separator' = 'line-start'
  /** The beginning of a line of which it is not yet clear what it is: six bytes at most. */
  let held = ''
  /** The empty line that was just read: part of the message unless a separator follows. */
  let gap = ''
  let isAfterEmptyLine = true
  let hasBegun = false
  let ended: MailEntry[] = []

  function add(text: string): void {
    message.addLatin1(gap)
    message.addLatin1(text)
    gap = ''
  }

  function finish(): void {
    gap = ''
    const entry = takeEntry(message)
    if (hasBegun) ended.push(entry)
  }

  /** Lines that are none of the special ones are taken as they are, up to their end. */
  function passLine(bytes: Buffer, from: number): number {
    const lineFeed = bytes.indexOf(LF, from)
    const next = lineFeed === -1 ? bytes.length : lineFeed + 1
    if (place === 'line') message.add(bytes.subarray(from, next))
    if (lineFeed !== -1) startLine(false)
    return next
  }

  function startLine(afterEmptyLine: boolean): void {
    place = 'line-start'
    held = ''
    isAfterEmptyLine = afterEmptyLine
  }

  function endHeld(text: string): void {
    add(text)
    if (text.endsWith('\n')) startLine(false)
    else place = 'line'
    held = ''
  }

  function hold(character: string): void {
    held += character
    if (held === SEPARATOR && isAfterEmptyLine) beginMessage()
    else if (held === QUOTED) endHeld(SEPARATOR)
    else if (held === '>>') {
      // Of a row of `>` the last one waits, so that a long row costs no memory.
      add('>')
      held = '>'
    } else if (held === '\n' || held === '\r\n') {
      add('')
      gap = held
      startLine(true)
    } else if (!isUnclear(held)) endHeld(held)
  }

  function beginMessage(): void {
    finish()
    hasBegun = true
    place = 'separator'
    held = ''
  }

  function takeEnded(): readonly MailEntry[] {
    const entries = ended
    ended = []
    return entries
  }

  return {
    push(bytes) {
      let at = 0
      while (at < bytes.length) {
        const byte = bytes[at] ?? 0
        if (place === 'line-start' && held === '' && !SPECIAL.has(byte)) endHeld('')
        if (place !== 'line-start') at = passLine(bytes, at)
        else {
          hold(String.fromCharCode(byte))
          at += 1
        }
      }
      return takeEnded()
    },
    end() {
      if (held !== '') endHeld(held)
      finish()
      return takeEnded()
    },
  }
}

/** Whether a line that begins so can still become one of those that are no plain text. */
function isUnclear(start: string): boolean {
  return start !== SEPARATOR && [SEPARATOR, QUOTED, '\r\n'].some((whole) => whole.startsWith(start))
}
