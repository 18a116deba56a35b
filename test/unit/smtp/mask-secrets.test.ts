import { expect, test } from 'vitest'
import { createSecretMask } from '../../../server/smtp/mask-secrets.ts'

const secret = 'AGFubgBzZWNyZXQ='

test.for([
  [`AUTH PLAIN ${secret}`, 'AUTH PLAIN ****'],
  ['AUTH LOGIN', 'AUTH LOGIN'],
  [`auth login ${secret}`, 'AUTH LOGIN ****'],
  [`AUTH\tPLAIN\t${secret}`, 'AUTH PLAIN ****'],
  [`  AUTH   PLAIN   ${secret}  `, 'AUTH PLAIN ****'],
  [`AUTH ${secret}`, 'AUTH ****'],
  [`AUTH=PLAIN ${secret}`, 'AUTH ****'],
  [`AUTHPLAIN ${secret}`, 'AUTH ****'],
  [`\u0000AUTH PLAIN ${secret}`, 'AUTH ****'],
  [`AUTH XSECRET ${secret}`, 'AUTH ****'],
  [`AUTH PLAIN ${secret} more`, 'AUTH PLAIN ****'],
  ['AUTH', 'AUTH ****'],
] as const)('%j is shown as %j', ([line, shown]) => {
  expect(createSecretMask().command(line)).toBe(shown)
})

test('before AUTH a client is quoted, whatever it says', () => {
  expect(createSecretMask().command('HELLO world')).toBe('HELLO world')
})

test.for([secret, 'c2VjcmV0', 'MAILsecret', 'RSETc2Vj', '', 'secret MAIL', '\u0000RSET x'])(
  'after AUTH, %j is no command and is masked',
  (line) => {
    const mask = createSecretMask()
    mask.command('AUTH LOGIN')
    expect(mask.command(line)).toBe('****')
  },
)

test.for(['MAIL FROM:<ann@example.com>', 'rset', 'QUIT'])('after AUTH, %s is shown', (line) => {
  const mask = createSecretMask()
  mask.command('AUTH LOGIN')
  expect(mask.command(line)).toBe(line)
})

test('after a line that could not be read whole, only commands are shown', () => {
  const mask = createSecretMask()
  mask.suspect()
  expect(mask.command('tail of a token')).toBe('****')
})

test('an answer to a challenge is never shown', () => {
  expect(createSecretMask().answer()).toBe('****')
})
