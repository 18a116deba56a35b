import { sinkToFinalDot } from '../byte-sink.ts'
import type { Conversation } from '../conversation.ts'
import { argumentsOf } from '../conversation.ts'
import { BEGUN_WITH_BDAT, NO_ROOM } from '../refusals.ts'
import { beginCollection, factsOf, finish, refusesMessage } from './take-message.ts'
import { unlessFault } from './unless-fault.ts'

/** RFC 5321 4.1.1.4. */
export function data(talk: Conversation, line: Buffer): Promise<void> | void {
  const { host, transaction } = talk
  if (argumentsOf(line).length > 0) talk.reply(501, '5.5.4', 'DATA has no parameters')
  else if (transaction.collection) talk.refuse(BEGUN_WITH_BDAT)
  else if (isBinary(talk)) talk.reply(503, '5.5.1', 'BODY=BINARYMIME takes BDAT')
  else if (refusesMessage(talk)) return undefined
  else if (host.inFlight.isFull) talk.refuse(NO_ROOM)
  else return unlessFault(talk, 'data', factsOf(talk), () => receive(talk))
  return undefined
}

function receive(talk: Conversation): void {
  const collection = beginCollection(talk)
  talk.receive(sinkToFinalDot(collection.add), () => finish(talk, collection))
  talk.reply(354, '', 'End data with <CR><LF>.<CR><LF>')
}

function isBinary({ transaction }: Conversation): boolean {
  return transaction.sender?.params['BODY']?.toUpperCase() === 'BINARYMIME'
}
