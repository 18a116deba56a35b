import type { Conversation } from '../conversation.ts'
import { argumentsOf } from '../conversation.ts'

/** RFC 5321 4.1.1.9: an argument is ignored. */
export function noop(talk: Conversation): void {
  talk.reply(250, '2.0.0', 'OK')
}

/** RFC 5321 4.1.1.5. */
export function rset(talk: Conversation, line: Buffer): void {
  if (refusesArguments(talk, line, 'RSET')) return
  talk.transaction.reset()
  talk.reply(250, '2.0.0', 'Flushed')
}

/** RFC 5321 4.1.1.10. */
export function quit(talk: Conversation, line: Buffer): void {
  if (refusesArguments(talk, line, 'QUIT')) return
  // To leave like this is no loss of a message.
  talk.transaction.reset()
  talk.reply(221, '2.0.0', 'Bye')
  talk.close()
}

/** RFC 5321 4.1.1.8. */
export function help(talk: Conversation): void {
  talk.reply(
    214,
    '2.0.0',
    'Commands are those of RFC 5321; every message is caught, none delivered',
  )
}

/** RFC 5321 3.5.3: 252 for who can only be tried. */
export function vrfy(talk: Conversation, line: Buffer): void {
  if (argumentsOf(line).length === 0) talk.reply(501, '5.5.4', 'Syntax: VRFY address')
  else talk.reply(252, '2.1.5', 'Cannot verify the user, but takes any message')
}

/** RFC 5321 4.2.4: known to some standard, but not here. */
export function unimplemented(talk: Conversation): void {
  talk.reply(502, '5.5.1', 'Command not implemented')
}

function refusesArguments(talk: Conversation, line: Buffer, verb: string): boolean {
  if (argumentsOf(line).length === 0) return false
  talk.reply(501, '5.5.4', `${verb} has no parameters`)
  return true
}
