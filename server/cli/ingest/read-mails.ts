import { createReadStream } from 'node:fs'
import { limits } from '../../core/limits.ts'
import type { MailEntry, MailSplitter } from '../../intake/split-mail.ts'
import { createMboxSplitter, createOneMailSplitter, isMbox } from '../../intake/split-mail.ts'
import { findMailFiles } from './find-mail-files.ts'

/** A mail on its way in, or why there is none. */
export interface FoundMail {
  /** For people: the file, and the number of the message where it is an mbox. */
  readonly place: string
  readonly mail: MailEntry | { readonly type: 'unreadable'; readonly reason: string }
}

const SEPARATOR_BYTES = 5

/** Every mail behind a path, or of standard input where it is `-`; one at a time is in memory. */
export async function* readMails(place: string): AsyncGenerator<FoundMail, void, undefined> {
  if (place === '-') {
    yield* readFile('standard input', process.stdin)
    return
  }
  try {
    for await (const file of findMailFiles(place)) yield* readFile(file, createReadStream(file))
  } catch (error) {
    yield toUnreadable(place, error)
  }
}

async function* readFile(
  name: string,
  bytes: AsyncIterable<Buffer>,
): AsyncGenerator<FoundMail, void, undefined> {
  let count = 0
  try {
    for await (const mail of splitFile(bytes)) {
      count += 1
      yield { place: count === 1 ? name : `${name}, message ${count}`, mail }
    }
  } catch (error) {
    yield toUnreadable(name, error)
  }
}

/** An mbox is known by its beginning; everything else is one message. */
async function* splitFile(
  bytes: AsyncIterable<Buffer>,
): AsyncGenerator<MailEntry, void, undefined> {
  let splitter: MailSplitter | undefined
  let start = Buffer.alloc(0)
  for await (const chunk of bytes) {
    if (splitter) {
      yield* splitter.push(chunk)
      continue
    }
    start = Buffer.concat([start, chunk])
    if (start.length < SEPARATOR_BYTES) continue
    splitter = chooseSplitter(start)
    yield* splitter.push(start)
  }
  if (!splitter) {
    splitter = chooseSplitter(start)
    yield* splitter.push(start)
  }
  yield* splitter.end()
}

function chooseSplitter(start: Buffer): MailSplitter {
  return isMbox(start)
    ? createMboxSplitter(limits.importBytesMax)
    : createOneMailSplitter(limits.importBytesMax)
}

/** What the system says of a file is for the user to mend; everything else is a bug. */
function toUnreadable(place: string, error: unknown): FoundMail {
  if (!(error instanceof Error) || !('syscall' in error)) throw error
  return { place, mail: { type: 'unreadable', reason: `cannot be read: ${error.message}` } }
}
