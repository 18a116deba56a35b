import { CONTROL_CHARACTERS } from '../control-characters.ts'
import type { Conversation } from '../conversation.ts'
import { argumentsOf } from '../conversation.ts'
import { extensionsOf } from '../extensions.ts'

/** RFC 5321 4.5.3.1.2 gives a domain 255 octets; an address literal is shorter. */
const NAME_LENGTH_MAX = 300

/** RFC 5321 4.1.1.1. */
export async function helo(talk: Conversation, line: Buffer): Promise<void> {
  const name = clientName(talk, line, 'HELO')
  if (name === undefined || (await talk.meetsFault('helo', {}))) return
  talk.greeted(name)
  talk.reply(250, '', greeting(talk, name))
}

/** RFC 5321 4.1.1.1, and LHLO of RFC 2033 4.1. */
export async function ehlo(talk: Conversation, line: Buffer): Promise<void> {
  const name = clientName(talk, line, talk.isLmtp ? 'LHLO' : 'EHLO')
  if (name === undefined || (await talk.meetsFault('helo', {}))) return
  talk.greeted(name)
  talk.reply(250, '', [greeting(talk, name), ...extensionsOf(talk)])
}

function greeting({ serverName }: Conversation, name: string): string {
  return `${serverName} greets ${name}`
}

function clientName(talk: Conversation, line: Buffer, verb: string): string | undefined {
  const [name, ...more] = argumentsOf(line)
  if (name === undefined || more.length > 0) talk.reply(501, '', `Syntax: ${verb} hostname`)
  else if (name.length > NAME_LENGTH_MAX || CONTROL_CHARACTERS.test(name)) {
    talk.reply(501, '', 'That is no host name')
  } else return name
  return undefined
}
