import type { Claim } from '../../identity/claim.ts'
import { CONTROL_CHARACTERS } from '../control-characters.ts'

/** Who logged in, and how. */
export interface Login {
  readonly user: string
  readonly mechanism: string
}

export type SaslClaim = Login & Claim

export type AuthStep =
  /** Base64, to be sent with 334. */
  | { readonly type: 'challenge'; readonly text: string }
  /** Everything is said; whether it is true is not judged here. */
  | { readonly type: 'claim'; readonly claim: SaslClaim }
  | { readonly type: 'refused'; readonly reason: string }

/** One AUTH command from its mechanism to its end (RFC 4954 4). */
export interface AuthExchange {
  /** Without an initial response. */
  begin(): AuthStep
  /** Takes a response as the client sent it. */
  answer(response: string): AuthStep
}

export const AUTH_MECHANISMS = ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2', 'OAUTHBEARER'] as const
export type AuthMechanism = (typeof AUTH_MECHANISMS)[number]

export interface AuthExchangeOptions {
  /** RFC 2195: unlike every other one, `<…@host>`. */
  readonly newChallenge: () => string
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/

const USER_PROMPT = 'VXNlcm5hbWU6'
const PASSWORD_PROMPT = 'UGFzc3dvcmQ6'

export function createAuthExchange(
  mechanism: AuthMechanism,
  { newChallenge }: AuthExchangeOptions,
): AuthExchange {
  switch (mechanism) {
    case 'PLAIN':
      return plain
    case 'LOGIN':
      return login()
    case 'CRAM-MD5':
      return cramMd5(newChallenge())
    case 'XOAUTH2':
      return oauth(mechanism, readXoauth2)
    case 'OAUTHBEARER':
      return oauth(mechanism, readOauthBearer)
  }
}

/** RFC 4616: authzid NUL authcid NUL password. */
const plain: AuthExchange = {
  begin: () => ({ type: 'challenge', text: '' }),
  answer(response) {
    const [authzid = '', authcid, secret, ...more] = decode(response)?.split('\0') ?? []
    if (secret === undefined || more.length > 0) {
      return refuse('Expected the base64 of identity NUL user NUL password')
    }
    // Clients exist that put the user where the identity belongs.
    const user = authcid === undefined || authcid === '' ? authzid : authcid
    return claim({ mechanism: 'PLAIN', user, proof: { type: 'secret', secret } })
  },
}

/** The LOGIN draft: two prompts. */
function login(): AuthExchange {
  let user: string | undefined
  return {
    begin: () => ({ type: 'challenge', text: USER_PROMPT }),
    answer(response) {
      const text = decode(response)
      if (text === undefined) return refuse('Expected base64')
      if (user !== undefined) {
        return claim({ mechanism: 'LOGIN', user, proof: { type: 'secret', secret: text } })
      }
      user = text
      return { type: 'challenge', text: PASSWORD_PROMPT }
    },
  }
}

/** RFC 2195: `user SP digest`; the password itself is never sent. */
function cramMd5(challenge: string): AuthExchange {
  return {
    begin: () => ({ type: 'challenge', text: encode(challenge) }),
    answer(response) {
      // The user may hold spaces, the digest none.
      const [, user, digest] = /^(.*) ([0-9a-f]{32})$/is.exec(decode(response) ?? '') ?? []
      if (user === undefined || digest === undefined) {
        return refuse('Expected the base64 of user, space and 32 hexadecimal digits')
      }
      const proof = { type: 'cram-md5', challenge, digest: digest.toLowerCase() } as const
      return claim({ mechanism: 'CRAM-MD5', user, proof })
    },
  }
}

interface OAuthFields {
  readonly user: string
  readonly token: string
}

function oauth(
  mechanism: 'XOAUTH2' | 'OAUTHBEARER',
  read: (text: string) => OAuthFields | undefined,
): AuthExchange {
  return {
    begin: () => ({ type: 'challenge', text: '' }),
    answer(response) {
      const fields = read(decode(response) ?? '')
      if (!fields) return refuse('Expected the base64 of a user and a bearer token')
      return claim({
        mechanism,
        user: fields.user,
        proof: { type: 'secret', secret: fields.token },
      })
    },
  }
}

/** Google's format: `user=… ^A auth=Bearer … ^A ^A`. */
function readXoauth2(text: string): OAuthFields | undefined {
  const [, user, token] =
    /^user=([^\u0001]*)\u0001auth=Bearer ([^\u0001]*)\u0001\u0001$/i.exec(text) ?? []
  return user === undefined || token === undefined ? undefined : { user, token }
}

/** RFC 7628 3.1: a GS2 header with the user, then key=value pairs, each ended by ^A. */
function readOauthBearer(text: string): OAuthFields | undefined {
  const [, user, pairs] =
    /^n,(?:a=([^,\u0001]*))?,\u0001((?:[^\u0001]+\u0001)+)\u0001$/i.exec(text) ?? []
  const auth = pairs?.split('\u0001').find((pair) => /^auth=Bearer /i.test(pair))
  if (auth === undefined) return undefined
  return { user: unquoteSaslName(user ?? ''), token: auth.slice('auth=Bearer '.length) }
}

/** RFC 5801 4: a comma and an equals sign are written `=2C` and `=3D`. */
function unquoteSaslName(name: string): string {
  return name.replaceAll(/=2C/gi, ',').replaceAll(/=3D/gi, '=')
}

function claim(said: SaslClaim): AuthStep {
  if (CONTROL_CHARACTERS.test(said.user)) return refuse('The user name has control characters')
  return { type: 'claim', claim: said }
}

function refuse(reason: string): AuthStep {
  return { type: 'refused', reason }
}

/** `=` stands for no octets at all (RFC 4954 4). */
function decode(response: string): string | undefined {
  if (response === '=') return ''
  return BASE64.test(response) ? Buffer.from(response, 'base64').toString() : undefined
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64')
}
