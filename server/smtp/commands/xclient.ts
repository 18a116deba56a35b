import type { Conversation } from '../conversation.ts'

/** Postfix's XCLIENT: a proxy that may say so tells who its client is. */
export async function xclient(talk: Conversation, line: Buffer): Promise<void> {
  if (!talk.mayXclient) talk.reply(550, '5.7.0', 'This peer is not among --smtp-xclient')
  else if (talk.transaction.sender) talk.reply(503, '5.5.1', 'Not during a transaction')
  else await talk.becomeClient(line)
}
