import { AUTH_MECHANISMS } from './auth/auth-exchange.ts'
import type { AuthMechanism } from './auth/auth-exchange.ts'
import type { Conversation } from './conversation.ts'
import type { SmtpRules } from './smtp-host.ts'

/** What `--hide-extensions` may name. */
export const EXTENSIONS = [
  'PIPELINING',
  '8BITMIME',
  'SMTPUTF8',
  'ENHANCEDSTATUSCODES',
  'DSN',
  'CHUNKING',
  'BINARYMIME',
  'AUTH',
  'STARTTLS',
  'REQUIRETLS',
  'SIZE',
] as const

/** CRAM-MD5 can only be checked where the passwords themselves are known. */
export function mechanismsOf({ accounts }: SmtpRules): readonly AuthMechanism[] {
  const all: readonly AuthMechanism[] = AUTH_MECHANISMS
  return accounts && !accounts.knowsPasswords ? all.filter((name) => name !== 'CRAM-MD5') : all
}

/** The lines of EHLO behind its first (RFC 5321 4.1.1.1). */
export function extensionsOf(talk: Conversation): readonly string[] {
  const { host, isSecure, login } = talk
  const { rules } = host
  const size = Number.isFinite(rules.messageBytesMax) ? ` ${rules.messageBytesMax}` : ''
  const lines = [
    'PIPELINING',
    '8BITMIME',
    'SMTPUTF8',
    'ENHANCEDSTATUSCODES',
    'DSN',
    'CHUNKING',
    'BINARYMIME',
    ...(login || talk.needsTls ? [] : [`AUTH ${mechanismsOf(rules).join(' ')}`]),
    ...(isSecure || rules.startTls !== 'offered' ? [] : ['STARTTLS']),
    ...(isSecure ? ['REQUIRETLS'] : []),
    ...(size === '' ? [] : [`SIZE${size}`]),
    ...(talk.mayXclient ? ['XCLIENT NAME ADDR PORT PROTO LOGIN'] : []),
  ]
  return lines.filter((line) => !rules.hiddenExtensions.has(line.split(' ')[0] ?? ''))
}
