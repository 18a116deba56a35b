import type { Command } from '../conversation.ts'
import { UNIMPLEMENTED_VERBS } from '../verbs.ts'
import { auth } from './auth.ts'
import { bdat } from './bdat.ts'
import { data } from './data.ts'
import { ehlo, helo } from './hello.ts'
import { mail } from './mail.ts'
import { rcpt } from './rcpt.ts'
import { help, noop, quit, rset, unimplemented, vrfy } from './simple.ts'
import { starttls } from './starttls.ts'
import { xclient } from './xclient.ts'

/** What is done for each verb. */
export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ...Array.from(UNIMPLEMENTED_VERBS, (verb) => [verb, unimplemented] as const),
  ['AUTH', auth],
  ['BDAT', bdat],
  ['DATA', data],
  ['EHLO', ehlo],
  ['HELO', helo],
  ['HELP', help],
  ['MAIL', mail],
  ['NOOP', noop],
  ['QUIT', quit],
  ['RCPT', rcpt],
  ['RSET', rset],
  ['STARTTLS', starttls],
  ['VRFY', vrfy],
  ['XCLIENT', xclient],
])
