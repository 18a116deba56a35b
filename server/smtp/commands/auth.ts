import { MailmittError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Accounts } from '../../identity/accounts.ts'
import type { AuthExchange, AuthStep, SaslClaim } from '../auth/auth-exchange.ts'
import { AUTH_MECHANISMS, createAuthExchange } from '../auth/auth-exchange.ts'
import { newChallenge } from '../auth/challenge.ts'
import type { Conversation } from '../conversation.ts'
import { argumentsOf } from '../conversation.ts'
import { mechanismsOf } from '../extensions.ts'

/** RFC 4954 4. */
export async function auth(talk: Conversation, line: Buffer): Promise<void> {
  const [name, initial, ...more] = argumentsOf(line)
  const mechanism = AUTH_MECHANISMS.find((known) => known === name?.toUpperCase())
  if (talk.transaction.sender) talk.reply(503, '5.5.1', 'Not during a transaction')
  else if (talk.login) talk.reply(503, '5.5.1', 'Already authenticated')
  else if (name === undefined || more.length > 0) {
    talk.reply(501, '5.5.4', 'Syntax: AUTH mechanism [initial-response]')
  } else if (!mechanism || !mechanismsOf(talk.host.rules).includes(mechanism)) {
    // The word is not repeated: a client that forgot the mechanism has put a secret in its place.
    talk.reply(504, '5.5.4', 'This mechanism is not known here')
  } else if (mechanism === 'CRAM-MD5' && initial !== undefined) {
    talk.reply(501, '5.5.4', 'CRAM-MD5 has no initial response')
  } else {
    const exchange = createAuthExchange(mechanism, {
      newChallenge: () => newChallenge(talk.serverName),
    })
    await goOn(talk, exchange, initial === undefined ? exchange.begin() : exchange.answer(initial))
  }
}

async function goOn(talk: Conversation, exchange: AuthExchange, step: AuthStep): Promise<void> {
  switch (step.type) {
    case 'challenge':
      ask(talk, step.text, (answer) => goOn(talk, exchange, exchange.answer(answer)))
      break
    case 'claim':
      await judge(talk, step.claim)
      break
    case 'refused':
      talk.reply(501, '5.5.2', step.reason)
  }
}

/** 334, and what to do with the answer; `*` calls it off. */
function ask(
  talk: Conversation,
  challenge: string,
  take: (answer: string) => Promise<void> | void,
): void {
  talk.expectAnswer((answer) => {
    if (answer !== '*') return take(answer)
    talk.reply(501, '5.7.0', 'Authentication cancelled')
    return undefined
  })
  talk.reply(334, '', challenge)
}

async function judge(talk: Conversation, claim: SaslClaim): Promise<void> {
  const { accounts } = talk.host.rules
  if (await talk.meetsFault('auth', {}, { user: claim.user })) return
  const verdict = accounts ? await verdictOf(accounts, claim) : 'true'
  if (verdict === 'unknown') talk.reply(454, '4.7.0', 'Too many logins at once, try again later')
  else if (verdict === 'true') {
    talk.loggedIn({ user: claim.user, mechanism: claim.mechanism })
    talk.reply(235, '2.7.0', 'Authentication successful')
  } else if (talk.countAuthFailure() >= limits.smtpAuthFailuresMax) {
    talk.reply(421, '4.7.0', 'Too many failed logins')
  } else if (claim.mechanism === 'XOAUTH2' || claim.mechanism === 'OAUTHBEARER') {
    // RFC 7628 3.2.3: the reason comes as a challenge, and a client that has read it answers.
    ask(talk, OAUTH_REASON, () => refuse(talk))
  } else refuse(talk)
}

type Verdict = 'true' | 'false' | 'unknown'

async function verdictOf(accounts: Accounts, claim: SaslClaim): Promise<Verdict> {
  try {
    return (await accounts.isTrue(claim)) ? 'true' : 'false'
  } catch (error) {
    if (error instanceof MailmittError && error.code === 'too-many-logins') return 'unknown'
    throw error
  }
}

const OAUTH_REASON = Buffer.from(
  JSON.stringify({ status: 'invalid_token', schemes: 'bearer', scope: 'mail' }),
).toString('base64')

function refuse(talk: Conversation): void {
  talk.reply(535, '5.7.8', 'Authentication credentials invalid')
}
