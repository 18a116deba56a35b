import { limits } from '../../core/limits.ts'
import type { Conversation } from '../conversation.ts'
import { refuseRcptParams } from '../esmtp-params.ts'
import type { ParsedPath } from '../parse-path.ts'
import { decodeCommand, parsePath } from '../parse-path.ts'
import type { Refusal } from '../refusals.ts'
import { BEGUN_WITH_BDAT } from '../refusals.ts'
import { unlessFault } from './unless-fault.ts'

/** RFC 5321 4.1.1.3. */
export function rcpt(talk: Conversation, line: Buffer): Promise<void> | void {
  const { transaction } = talk
  const path = parsePath('RCPT TO', decodeCommand(line))
  if (!path || path.address === '') {
    talk.reply(501, '5.1.3', 'Expected RCPT TO:<address>')
    return undefined
  }
  const refusal = refuseRcptParams(path) ?? refuseNow(talk)
  if (refusal) {
    talk.refuse(refusal)
    return undefined
  }
  talk.named(path.address)
  const nth = transaction.attempt()
  const sender = transaction.sender?.address ?? ''
  if (!isAllowed(talk, path)) {
    refuse(talk)
    return undefined
  }
  const facts = { sender, recipients: [path.address], nth }
  return unlessFault(talk, 'rcpt', facts, () => accept(talk, path))
}

function accept(talk: Conversation, recipient: ParsedPath): void {
  talk.transaction.accept(recipient)
  talk.reply(250, '2.1.5', 'Accepted')
}

/** RFC 5321 4.5.3.1.10: those accepted before a 452 stay. */
function refuseNow({ host, transaction }: Conversation): Refusal | undefined {
  if (!transaction.sender) return { code: 503, enhanced: '5.5.1', text: 'Need MAIL first' }
  if (transaction.collection) return BEGUN_WITH_BDAT
  const { recipientsMax } = host.rules
  const isFull = recipientsMax > 0 && transaction.recipients.length >= recipientsMax
  if (!isFull && transaction.attempts < limits.smtpRecipientCommandsMax) return undefined
  return { code: 452, enhanced: '4.5.3', text: 'Too many recipients' }
}

function isAllowed({ host }: Conversation, { address }: ParsedPath): boolean {
  return host.rules.allowedRecipients?.test(address) ?? true
}

/** `--smtp-ignore-rejected-recipients` says yes, and keeps nothing. */
function refuse(talk: Conversation): void {
  if (talk.host.rules.ignoresRejected) {
    talk.transaction.ignore()
    talk.reply(250, '2.1.5', 'Accepted, and ignored')
  } else talk.reply(550, '5.1.1', 'This recipient is not among --smtp-allowed-recipients')
}
