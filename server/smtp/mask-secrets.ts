import { AUTH_MECHANISMS } from './auth/auth-exchange.ts'
import { verbOf } from './verbs.ts'

const MASK = '****'

/** Takes the secrets out of what a client says, line by line. */
export interface SecretMask {
  /** A command; after AUTH it may be a password that came in the wrong place. */
  command(line: string): string
  /** What answers a 334. */
  answer(): string
  /** From here on only known verbs are shown: a line could not be read whole. */
  suspect(): void
}

/**
 * Of AUTH only the mechanism is shown (RFC 4954 4: the initial response stands on the same line). Once a
 * client has tried AUTH, a line that is no command is masked too: clients go on with user and password
 * when their AUTH has been refused.
 */
export function createSecretMask(): SecretMask {
  let isSuspect = false

  return {
    command(line) {
      if (/^[^a-z]*auth/i.test(line)) {
        isSuspect = true
        return maskAuth(line)
      }
      return isSuspect && verbOf(line) === '' ? MASK : line
    },
    answer: () => MASK,
    suspect() {
      isSuspect = true
    },
  }
}

/** A word in the mechanism's place that is none may be the secret itself. */
function maskAuth(line: string): string {
  const [, mechanism = '', ...more] = line.trim().split(/\s+/)
  const known = AUTH_MECHANISMS.find((name) => name === mechanism.toUpperCase())
  if (!known || verbOf(line) !== 'AUTH') return `AUTH ${MASK}`
  return more.length > 0 ? `AUTH ${known} ${MASK}` : `AUTH ${known}`
}
