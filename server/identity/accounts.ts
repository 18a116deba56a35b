import { createHmac } from 'node:crypto'
import type { CompareBcrypt } from './bcrypt-thread.ts'
import { createBcryptThread } from './bcrypt-thread.ts'
import type { Claim, Proof } from './claim.ts'
import type { Verify } from './remember-proofs.ts'
import { isSame, readHash } from './verify-hash.ts'

/** Who may log in. */
export interface Accounts {
  /** CRAM-MD5 needs the passwords themselves. */
  readonly knowsPasswords: boolean
  /** Takes its time where a hash is slow, but not that of the event loop; see `CompareBcrypt`. */
  isTrue(claim: Claim): Promise<boolean>
}

export type ParsedAccounts =
  | { readonly ok: true; readonly accounts: Accounts }
  | { readonly ok: false; readonly problems: readonly string[] }

type Stored =
  | { readonly type: 'plain'; readonly password: string }
  | { readonly type: 'hash'; readonly verify: Verify }

/**
 * Entries `user:password` or `user:hash` as `htpasswd` writes them, separated by any white space, as
 * Mailpit reads them: bcrypt, `{SHA}`, `{SSHA}`, Apache's MD5, or the plain password.
 */
export function parseAccounts(text: string): ParsedAccounts {
  const stored = new Map<string, Stored>()
  const problems: string[] = []
  const compareBcrypt = createBcryptThread()
  for (const [index, entry] of text.split(/\s+/).filter(Boolean).entries()) {
    const problem = addEntry(stored, entry, compareBcrypt)
    // The entry itself is not repeated: it may be a password with a space in it.
    if (problem !== undefined) problems.push(`entry ${index + 1} ${problem}`)
  }
  if (stored.size === 0 && problems.length === 0) problems.push('there is no user:password in it')
  return problems.length > 0 ? { ok: false, problems } : { ok: true, accounts: toAccounts(stored) }
}

function addEntry(
  stored: Map<string, Stored>,
  entry: string,
  compareBcrypt: CompareBcrypt,
): string | undefined {
  const colon = entry.indexOf(':')
  if (colon < 1) return 'is not user:password (a password in a file cannot hold white space)'
  const password = entry.slice(colon + 1)
  const hash = readHash(password, compareBcrypt)
  if (hash && !hash.ok) return hash.problem
  const one: Stored = hash ? { type: 'hash', verify: hash.verify } : { type: 'plain', password }
  stored.set(entry.slice(0, colon), one)
  return undefined
}

function toAccounts(stored: ReadonlyMap<string, Stored>): Accounts {
  const [first] = stored.values()
  return {
    knowsPasswords: [...stored.values()].every(({ type }) => type === 'plain'),
    async isTrue({ user, proof }) {
      const own = stored.get(user)
      // Somebody unknown is compared with another's entry, so that the time does not tell who is known.
      const compared = own ?? first
      const isProven = compared !== undefined && (await proves(proof, compared))
      return own !== undefined && isProven
    },
  }
}

function proves(proof: Proof, stored: Stored): Promise<boolean> {
  if (proof.type === 'cram-md5') {
    if (stored.type !== 'plain') return Promise.resolve(false)
    const digest = createHmac('md5', stored.password).update(proof.challenge).digest('hex')
    return Promise.resolve(isSame(digest, proof.digest))
  }
  if (stored.type === 'hash') return stored.verify(proof.secret)
  return Promise.resolve(isSame(stored.password, proof.secret))
}
