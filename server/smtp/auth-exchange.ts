/** Who logged in, and how. */
export interface Login {
  readonly user: string
  readonly mechanism: string
}

export type AuthStep =
  /** Base64, to be sent with 334. */
  | { readonly type: 'challenge'; readonly text: string }
  | { readonly type: 'done'; readonly login: Login }
  | { readonly type: 'refused'; readonly reason: string }

/** One AUTH command from its mechanism to its end (RFC 4954 4). */
export interface AuthExchange {
  /** Without an initial response. */
  begin(): AuthStep
  /** Takes a response as the client sent it. */
  answer(response: string): AuthStep
}

export const AUTH_MECHANISMS = ['PLAIN', 'LOGIN'] as const

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/
// A user name gets into log lines and replies.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/

const USER_PROMPT = 'VXNlcm5hbWU6'
const PASSWORD_PROMPT = 'UGFzc3dvcmQ6'

/** Accepts any user and password; `undefined` for a mechanism that is not known. */
export function createAuthExchange(mechanism: string): AuthExchange | undefined {
  if (mechanism === 'PLAIN') return plain
  return mechanism === 'LOGIN' ? login() : undefined
}

/** RFC 4616: authzid NUL authcid NUL password. */
const plain: AuthExchange = {
  begin: () => ({ type: 'challenge', text: '' }),
  answer(response) {
    const [authzid = '', authcid, password, ...more] = decode(response)?.split('\0') ?? []
    if (password === undefined || more.length > 0) {
      return refuse('Expected the base64 of identity NUL user NUL password')
    }
    // Clients exist that put the user where the identity belongs.
    return toLogin('PLAIN', authcid === undefined || authcid === '' ? authzid : authcid)
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
      if (user !== undefined) return toLogin('LOGIN', user)
      user = text
      return { type: 'challenge', text: PASSWORD_PROMPT }
    },
  }
}

function toLogin(mechanism: string, user: string): AuthStep {
  if (CONTROLS.test(user)) return refuse('The user name has control characters')
  return { type: 'done', login: { user, mechanism } }
}

function refuse(reason: string): AuthStep {
  return { type: 'refused', reason }
}

/** `=` stands for no octets at all (RFC 4954 4). */
function decode(response: string): string | undefined {
  if (response === '=') return ''
  return BASE64.test(response) ? Buffer.from(response, 'base64').toString() : undefined
}
