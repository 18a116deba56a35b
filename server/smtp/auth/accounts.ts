import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Claim, Proof } from './auth-exchange.ts'

/** Who may log in. */
export interface Accounts {
  /** CRAM-MD5 needs the passwords themselves. */
  readonly knowsPasswords: boolean
  isTrue(claim: Claim): Promise<boolean>
}

export type ParsedAccounts =
  | { readonly ok: true; readonly accounts: Accounts }
  | { readonly ok: false; readonly problems: readonly string[] }

type Stored =
  | { readonly type: 'plain'; readonly password: string }
  | { readonly type: 'hash'; readonly hash: string; readonly verify: Verify }

type Verify = (secret: string, hash: string) => Promise<boolean>

/**
 * Entries `user:password` or `user:hash` as `htpasswd` writes them, separated by any white space, as
 * Mailpit reads them: bcrypt, `{SHA}`, `{SSHA}`, Apache's MD5, or the plain password.
 */
export function parseAccounts(text: string): ParsedAccounts {
  const stored = new Map<string, Stored>()
  const problems: string[] = []
  for (const [index, entry] of text.split(/\s+/).filter(Boolean).entries()) {
    const problem = addEntry(stored, entry)
    // The entry itself is not repeated: it may be a password with a space in it.
    if (problem !== undefined) problems.push(`entry ${index + 1} ${problem}`)
  }
  if (stored.size === 0 && problems.length === 0) problems.push('there is no user:password in it')
  return problems.length > 0 ? { ok: false, problems } : { ok: true, accounts: toAccounts(stored) }
}

function addEntry(stored: Map<string, Stored>, entry: string): string | undefined {
  const colon = entry.indexOf(':')
  if (colon < 1) return 'is not user:password (a password in a file cannot hold white space)'
  const password = entry.slice(colon + 1)
  if (/^\$[156]\$/.test(password)) return 'is a hash of crypt; write it anew with htpasswd -B'
  if (isBrokenSha(password)) return 'is no whole SHA hash'
  stored.set(entry.slice(0, colon), toStored(password))
  return undefined
}

/** A digest of SHA-1 has 20 bytes, and the salt behind it some more. */
function isBrokenSha(text: string): boolean {
  const [, base64] = /^\{S?SHA\}(.*)$/s.exec(text) ?? []
  return base64 !== undefined && Buffer.from(base64, 'base64').length < 20
}

function toStored(text: string): Stored {
  if (/^\$2[abxy]\$/.test(text)) return { type: 'hash', hash: text, verify: verifyBcrypt }
  if (text.startsWith('$apr1$')) return { type: 'hash', hash: text, verify: verifyApacheMd5 }
  if (text.startsWith('{SHA}')) return { type: 'hash', hash: text.slice(5), verify: verifySha }
  if (text.startsWith('{SSHA}')) return { type: 'hash', hash: text.slice(6), verify: verifySha }
  return { type: 'plain', password: text }
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
  if (stored.type === 'hash') return stored.verify(proof.secret, stored.hash)
  return Promise.resolve(isSame(stored.password, proof.secret))
}

// Imported at first use: most runs check no password.
const verifyBcrypt: Verify = async (secret, hash) => {
  const { default: bcrypt } = await import('bcryptjs')
  return bcrypt.compare(secret, hash)
}

const verifyApacheMd5: Verify = async (secret, hash) => {
  // The package's types speak of a default export; its module is the function itself.
  const { default: module } = await import('apache-md5')
  const apacheMd5 = module as unknown as (password: string, salt: string) => string
  return isSame(apacheMd5(secret, hash), hash)
}

/** RFC 2307: the base64 of the digest, with the salt behind it where there is one. */
const verifySha: Verify = (secret, hash) => {
  const bytes = Buffer.from(hash, 'base64')
  const salt = bytes.subarray(20)
  const digest = createHash('sha1').update(secret).update(salt).digest()
  return Promise.resolve(isSame(digest.toString('hex'), bytes.subarray(0, 20).toString('hex')))
}

/** In a time that does not depend on how much is the same. */
function isSame(one: string, other: string): boolean {
  const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digestOf(one), digestOf(other))
}
