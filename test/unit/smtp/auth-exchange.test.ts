import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AuthMechanism, AuthStep } from '../../../server/smtp/auth/auth-exchange.ts'
import { createAuthExchange } from '../../../server/smtp/auth/auth-exchange.ts'

const newChallenge = (): string => '<1@mail.test>'

/** Says all the answers, one after the other; returns the last step. */
function exchange(mechanism: AuthMechanism, answers: readonly string[]): AuthStep {
  const talk = createAuthExchange(mechanism, { newChallenge })
  return answers.reduce((_step, answer) => talk.answer(toBase64(answer)), talk.begin())
}

test('any user name without control characters comes through, by every mechanism', () => {
  const user = fc
    .string({ unit: 'grapheme' })
    .filter((text) => !/[\u0000-\u001f\u007f-\u009f]/.test(text))
  const secret = fc.string().filter((text) => !/[\u0000-\u001f]/.test(text))
  const property = fc.property(user, secret, (name, password) => {
    const digest = createHmac('md5', password).update('<1@mail.test>').digest('hex')
    const saslName = name.replaceAll('=', '=3D').replaceAll(',', '=2C')
    const steps = [
      exchange('PLAIN', [`\0${name}\0${password}`]),
      exchange('LOGIN', [name, password]),
      exchange('CRAM-MD5', [`${name} ${digest}`]),
      exchange('XOAUTH2', [`user=${name}\u0001auth=Bearer ${password}\u0001\u0001`]),
      exchange('OAUTHBEARER', [`n,a=${saslName},\u0001auth=Bearer ${password}\u0001\u0001`]),
    ]

    expect(steps.map((step) => step.type === 'claim' && step.claim.user)).toEqual(
      steps.map(() => name),
    )
    const proofs = steps.flatMap((step) => (step.type === 'claim' ? [step.claim.proof] : []))
    expect(proofs.filter(({ type }) => type === 'secret')).toEqual(
      Array.from({ length: 4 }, () => ({ type: 'secret', secret: password })),
    )
  })
  fc.assert(property)
})

test('the user may stand where the identity belongs', () => {
  expect(exchange('PLAIN', ['ann\0\0secret'])).toMatchObject({ claim: { user: 'ann' } })
})

test('OAUTHBEARER may carry host and port, and no user', () => {
  const answer = 'n,,\u0001host=mail.test\u0001port=25\u0001auth=Bearer t\u0001\u0001'
  expect(exchange('OAUTHBEARER', [answer])).toMatchObject({
    claim: { user: '', proof: { secret: 't' } },
  })
})

test('CRAM-MD5 asks with its challenge', () => {
  const step = createAuthExchange('CRAM-MD5', { newChallenge }).begin()
  expect(step).toEqual({ type: 'challenge', text: toBase64('<1@mail.test>') })
})

test.for<[AuthMechanism, string]>([
  ['PLAIN', 'ann'],
  ['PLAIN', 'a\0b\0c\0d'],
  ['PLAIN', '\0a\nb\0c'],
  ['CRAM-MD5', 'ann'],
  ['CRAM-MD5', 'ann 0123'],
  ['CRAM-MD5', `a\nb ${'0'.repeat(32)}`],
  ['XOAUTH2', 'user=ann'],
  ['XOAUTH2', 'user=ann\u0001auth=Basic x\u0001\u0001'],
  ['OAUTHBEARER', 'n,a=ann,\u0001\u0001'],
  ['OAUTHBEARER', 'y,a=ann,\u0001host=x\u0001\u0001'],
])('%s refuses %j', ([mechanism, answer]) => {
  expect(exchange(mechanism, [answer]).type).toBe('refused')
})

test.for(['no base64!', 'YQ==YQ=='])('%j is no answer, by any mechanism', (answer) => {
  for (const mechanism of ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2', 'OAUTHBEARER'] as const) {
    expect(createAuthExchange(mechanism, { newChallenge }).answer(answer).type).toBe('refused')
  }
})

function toBase64(text: string): string {
  return Buffer.from(text).toString('base64')
}
