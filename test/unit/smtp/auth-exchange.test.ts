import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAuthExchange } from '../../../server/smtp/auth-exchange.ts'

test('any user name without control characters logs in, by either mechanism', () => {
  const user = fc
    .string({ unit: 'grapheme' })
    .filter((text) => !/[\u0000-\u001f\u007f-\u009f]/.test(text))
  const property = fc.property(user, fc.string(), (name, password) => {
    const plain = createAuthExchange('PLAIN')
    const login = createAuthExchange('LOGIN')
    login?.answer(toBase64(name))

    const steps = [
      plain?.answer(toBase64(`\0${name}\0${password.replaceAll('\0', '')}`)),
      login?.answer(toBase64(password)),
    ]

    expect(steps).toEqual([
      { type: 'done', login: { user: name, mechanism: 'PLAIN' } },
      { type: 'done', login: { user: name, mechanism: 'LOGIN' } },
    ])
  })
  fc.assert(property)
})

test('the user may stand where the identity belongs', () => {
  const step = createAuthExchange('PLAIN')?.answer(toBase64('ann\0\0secret'))
  expect(step).toMatchObject({ login: { user: 'ann' } })
})

test.for([
  'no base64!',
  'YQ==YQ==',
  toBase64('ann'),
  toBase64('a\0b\0c\0d'),
  toBase64('\0a\nb\0c'),
])('PLAIN refuses %j', (response) => {
  expect(createAuthExchange('PLAIN')?.answer(response).type).toBe('refused')
})

test('a mechanism that is not known is none', () => {
  expect(createAuthExchange('GSSAPI')).toBeUndefined()
})

function toBase64(text: string): string {
  return Buffer.from(text).toString('base64')
}
