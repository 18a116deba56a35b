import { createHash, timingSafeEqual } from 'node:crypto'
import type { CompareBcrypt } from './bcrypt-thread.ts'
import type { Verify } from './remember-proofs.ts'
import { rememberProofs } from './remember-proofs.ts'

export type ReadHash =
  { readonly ok: true; readonly verify: Verify } | { readonly ok: false; readonly problem: string }

/** `$2y$05$`, then 22 characters of salt and 31 of hash; bcrypt knows the costs from 4 to 31. */
const BCRYPT = /^\$2[aby]\$(?:0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{53}$/
const SHA1_BYTES = 20

/** What `htpasswd` writes in place of a password; `undefined` when the text is no hash. */
export function readHash(text: string, compareBcrypt: CompareBcrypt): ReadHash | undefined {
  if (/^\$[156]\$/.test(text)) {
    return { ok: false, problem: 'is a hash of crypt; write it anew with htpasswd -B' }
  }
  if (/^\$2[abxy]\$/.test(text)) {
    if (!BCRYPT.test(text)) return { ok: false, problem: 'is no whole bcrypt hash' }
    return { ok: true, verify: rememberProofs((secret) => compareBcrypt(secret, text)) }
  }
  if (text.startsWith('$apr1$')) {
    return { ok: true, verify: rememberProofs((secret) => verifyApacheMd5(secret, text)) }
  }
  const [, base64] = /^\{S?SHA\}(.*)$/s.exec(text) ?? []
  return base64 === undefined ? undefined : readSha(base64)
}

/** RFC 2307: the base64 of the digest, with the salt behind it where there is one. */
function readSha(base64: string): ReadHash {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length < SHA1_BYTES) return { ok: false, problem: 'is no whole SHA hash' }
  const wanted = bytes.subarray(0, SHA1_BYTES)
  const salt = bytes.subarray(SHA1_BYTES)
  return {
    ok: true,
    verify(secret) {
      const digest = createHash('sha1').update(secret).update(salt).digest()
      return Promise.resolve(timingSafeEqual(digest, wanted))
    },
  }
}

async function verifyApacheMd5(secret: string, hash: string): Promise<boolean> {
  // Imported at first use: most runs check no password. The package's types speak of a default export;
  // its module is the function itself.
  const { default: module } = await import('apache-md5')
  const apacheMd5 = module as unknown as (password: string, salt: string) => string
  return isSame(apacheMd5(secret, hash), hash)
}

/** In a time that does not depend on how much is the same. */
export function isSame(one: string, other: string): boolean {
  const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digestOf(one), digestOf(other))
}
