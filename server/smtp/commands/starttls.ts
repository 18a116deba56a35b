import type { Conversation } from '../conversation.ts'
import { argumentsOf } from '../conversation.ts'

/** RFC 3207 4. */
export async function starttls(talk: Conversation, line: Buffer): Promise<void> {
  const { host } = talk
  if (host.rules.startTls === 'off') talk.reply(502, '5.5.1', 'STARTTLS is switched off')
  else if (argumentsOf(line).length > 0) talk.reply(501, '5.5.4', 'STARTTLS has no parameters')
  else if (talk.isSecure) talk.reply(503, '5.5.1', 'TLS is active already')
  else if (!(await talk.meetsFault('starttls', {})) && (await isReady(talk))) {
    talk.reply(220, '2.0.0', 'Ready to start TLS')
    talk.startTls()
  }
}

async function isReady(talk: Conversation): Promise<boolean> {
  try {
    await talk.host.readyTls()
    return true
  } catch (error) {
    talk.host.onFailure(error)
    talk.reply(454, '4.7.0', 'TLS not available due to temporary reason')
    return false
  }
}
