import { sinkToFinalDot } from '../byte-sink.ts'
import type { Conversation } from '../conversation.ts'
import { argumentsOf } from '../conversation.ts'
import { BEGUN_WITH_BDAT, NO_ROOM } from '../refusals.ts'
import { beginCollection, factsOf, finish, refusesMessage } from './take-message.ts'

/** RFC 5321 4.1.1.4. */
export async function data(talk: Conversation, line: Buffer): Promise<void> {
  const { host, transaction } = talk
  if (argumentsOf(line).length > 0) talk.reply(501, '5.5.4', 'DATA has no parameters')
  else if (transaction.collection) talk.refuse(BEGUN_WITH_BDAT)
  else if (isBinary(talk)) talk.reply(503, '5.5.1', 'BODY=BINARYMIME takes BDAT')
  else if (refusesMessage(talk)) return
  else if (host.inFlight.isFull) talk.refuse(NO_ROOM)
  else if (!(await talk.meetsFault('data', factsOf(talk)))) {
    const collection = beginCollection(talk)
    talk.receive(sinkToFinalDot(collection.add), () => finish(talk, collection))
    talk.reply(354, '', 'End data with <CR><LF>.<CR><LF>')
  }
}

function isBinary({ transaction }: Conversation): boolean {
  return transaction.sender?.params['BODY']?.toUpperCase() === 'BINARYMIME'
}
