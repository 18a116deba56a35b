import { MailmittError } from '../../core/errors.ts'
import type { Conversation, KnownFacts } from '../conversation.ts'
import type { CollectedData, DataCollection } from '../data-collection.ts'
import { createDataCollection } from '../data-collection.ts'
import type { Answer } from '../refusals.ts'
import { NO_ROOM } from '../refusals.ts'

/** Answers where there is nobody to send to. */
export function refusesMessage(talk: Conversation): boolean {
  const { sender, acceptedCount } = talk.transaction
  if (sender && acceptedCount > 0) return false
  talk.reply(503, '5.5.1', sender ? 'Need RCPT first' : 'Need MAIL first')
  return true
}

export function beginCollection({ host, transaction }: Conversation): DataCollection {
  const { inFlight, rules } = host
  const collection = createDataCollection({ bytesMax: rules.messageBytesMax, inFlight })
  transaction.collect(collection)
  return collection
}

export function factsOf({ transaction }: Conversation): KnownFacts {
  const recipients = transaction.recipients.map(({ address }) => address)
  return { sender: transaction.sender?.address ?? '', recipients }
}

/** The message is there; what becomes of it. */
export async function finish(talk: Conversation, collection: DataCollection): Promise<void> {
  talk.notesMessage(collection.bytes)
  try {
    const collected = collection.finish()
    if (collected.ok) await take(talk, collected.raw)
    else refuse(talk, collected)
  } finally {
    talk.endTransaction()
  }
}

function refuse(talk: Conversation, refused: CollectedData & { readonly ok: false }): void {
  if (refused.reason === 'no-room') {
    answer(talk, NO_ROOM.code, NO_ROOM.enhanced, NO_ROOM.text)
    return
  }
  const { messageBytesMax } = talk.host.rules
  const text = `Message of ${refused.bytes} bytes exceeds the maximum size of ${messageBytesMax}`
  answer(talk, 552, '5.3.4', text)
}

async function take(talk: Conversation, raw: Buffer): Promise<void> {
  const asked = talk.host.subjectOf(raw)
  const subject = typeof asked === 'string' ? asked : await asked
  const facts = { ...factsOf(talk), subject: () => subject }
  const isMet = talk.meetsFault('message', facts, {
    keep: () => keep(talk, raw),
    reply: (code, enhanced, text) => answer(talk, code, enhanced, text),
  })
  if (isMet !== false && (await isMet)) return
  const kept = await keep(talk, raw)
  answer(talk, kept.code, kept.enhanced, kept.text)
}

async function keep(talk: Conversation, raw: Buffer): Promise<Answer> {
  const { host, transaction } = talk
  const envelope = transaction.envelope()
  if (envelope.to.length === 0) {
    return { code: 250, enhanced: '2.6.0', text: 'OK: no recipient is allowed, message ignored' }
  }
  try {
    const received = await host.receive({ raw, envelope, session: talk.facts() })
    if (received.type === 'ignored') {
      return { code: 250, enhanced: '2.6.0', text: 'OK: duplicate Message-ID, message ignored' }
    }
    host.onAccepted(received.id, envelope, raw.byteLength)
    talk.delivered(received.id)
    return { code: 250, enhanced: '2.6.0', text: `OK: message ${received.id} accepted` }
  } catch (error) {
    if (error instanceof MailmittError) return { code: 451, enhanced: '4.3.0', text: error.message }
    host.onFailure(error)
    return { code: 451, enhanced: '4.3.0', text: 'Local error in processing' }
  }
}

/** RFC 2033 4.2: LMTP answers once for each accepted RCPT. */
function answer(
  talk: Conversation,
  code: number,
  enhanced: string,
  text: string | readonly string[],
): void {
  const { isLmtp, transaction } = talk
  const count = isLmtp ? Math.max(transaction.acceptedCount, 1) : 1
  for (let left = count; left > 0; left -= 1) talk.reply(code, enhanced, text)
}
