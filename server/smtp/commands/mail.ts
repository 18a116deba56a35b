import type { Conversation } from '../conversation.ts'
import { refuseMailParams } from '../esmtp-params.ts'
import type { ParsedPath } from '../parse-path.ts'
import { decodeCommand, parsePath } from '../parse-path.ts'
import { NO_ROOM } from '../refusals.ts'
import { unlessFault } from './unless-fault.ts'

/** RFC 5321 4.1.1.2. */
export function mail(talk: Conversation, line: Buffer): Promise<void> | void {
  const { host, transaction } = talk
  const path = parsePath('MAIL FROM', decodeCommand(line))
  if (!path) {
    talk.reply(501, '5.1.7', 'Expected MAIL FROM:<address>')
    return undefined
  }
  const refusal = refuseMailParams(path, {
    isSecure: talk.isSecure,
    messageBytesMax: host.rules.messageBytesMax,
  })
  if (talk.messageCount >= host.bounds.messagesMax) {
    talk.reply(421, '4.7.0', 'Too many messages on one connection, open another')
  } else if (transaction.sender) talk.reply(503, '5.5.1', 'A transaction is open already')
  else if (refusal) talk.refuse(refusal)
  else if (host.inFlight.isFull) talk.refuse(NO_ROOM)
  else return unlessFault(talk, 'mail', { sender: path.address }, () => begin(talk, path))
  return undefined
}

function begin(talk: Conversation, sender: ParsedPath): void {
  talk.transaction.begin(sender)
  talk.reply(250, '2.1.0', 'Accepted')
}
