import { MailmittError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import { createMailBuffer } from '../../intake/mail-buffer.ts'
import type { MailEntry } from '../../intake/split-mail.ts'
import { createMboxSplitter, isMbox } from '../../intake/split-mail.ts'

type Body = AsyncIterable<Buffer>

/** The one message that a body is, exact to the byte. `bytesMax` 0 is no limit. */
export async function readMessage(body: Body, bytesMax: number): Promise<readonly Buffer[]> {
  const message = createMailBuffer(bytesMax)
  for await (const chunk of chunksOf(body)) message.add(chunk)
  const { size } = message
  if (size === 0) throw new MailmittError('bad-request', 'The body is empty: it must be a message.')
  const raw = message.take()
  if (raw) return [raw]
  throw new MailmittError(
    'message-too-large',
    `The message has ${size} bytes, the limit is ${bytesMax}.`,
  )
}

/** The messages of an mbox: all of them, or a refusal. */
export async function readMbox(body: Body, bytesMax: number): Promise<readonly Buffer[]> {
  const splitter = createMboxSplitter(bytesMax)
  const messages: Buffer[] = []
  let start = Buffer.alloc(0)
  let size = 0
  let count = 0
  let refusal: MailmittError | undefined

  function take(entries: readonly MailEntry[]): void {
    for (const entry of entries) {
      count += 1
      refusal ??= refuseEntry(entry, { count, bytesMax })
      if (entry.type === 'message' && !refusal) messages.push(entry.raw)
    }
  }

  for await (const chunk of chunksOf(body)) {
    size += chunk.length
    if (start.length < 5) start = Buffer.concat([start, chunk.subarray(0, 5)])
    refusal ??= refuseSize(size)
    // Read on after a refusal, so that the client hears it, but keep nothing.
    if (refusal) messages.length = 0
    else take(splitter.push(chunk))
  }
  if (!isMbox(start)) throw new MailmittError('bad-request', notMbox(size))
  take(splitter.end())
  if (refusal) throw refusal
  return messages
}

function notMbox(size: number): string {
  return size === 0
    ? 'The body is empty: it must be an mbox.'
    : 'The body is not an mbox: that begins with "From ". A single message is message/rfc822.'
}

function refuseSize(size: number): MailmittError | undefined {
  if (size <= limits.importBytesMax) return undefined
  const limit = `the limit of one import is ${limits.importBytesMax} bytes`
  return new MailmittError('body-too-large', `The mbox is too large; ${limit}. ${otherWay}`)
}

function refuseEntry(
  entry: MailEntry,
  { count, bytesMax }: { readonly count: number; readonly bytesMax: number },
): MailmittError | undefined {
  if (count > limits.importMessagesMax) {
    const limit = `the limit of one import is ${limits.importMessagesMax} messages`
    return new MailmittError('body-too-large', `The mbox has too many; ${limit}. ${otherWay}`)
  }
  if (entry.type === 'message') return undefined
  const text = `Message ${count} of the mbox has ${entry.size} bytes, the limit is ${bytesMax}; none was imported.`
  return new MailmittError('message-too-large', text)
}

const otherWay = '"mailmitt ingest" brings in any number, one by one.'

/** A client that goes in the middle of its body is no bug of ours. */
async function* chunksOf(body: Body): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* body
  } catch (cause) {
    throw new MailmittError('bad-request', 'The request ended before its body did.', { cause })
  }
}
