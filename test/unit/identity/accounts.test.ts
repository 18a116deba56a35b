import { createHash, createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Accounts } from '../../../server/identity/accounts.ts'
import { parseAccounts } from '../../../server/identity/accounts.ts'

const ssha = createHash('sha1').update('secret').update('salt').digest()

/** All of the word "secret", as htpasswd and slappasswd write it. */
const forms = {
  plain: 'secret',
  bcrypt: '$2y$05$G/6RoL7bF4HKM74c6g/zB.0rCoh06XQQ4zm4QwGXrikykUe9OgYaC',
  sha: '{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=',
  ssha: `{SSHA}${Buffer.concat([ssha, Buffer.from('salt')]).toString('base64')}`,
  apr1: '$apr1$saltsalt$LrttParrLPdxvgutaSXWJ0',
}

test.for(Object.entries(forms))('%s: the right password, and no other', async ([, form]) => {
  const accounts = parse(`ann:${form}`)

  expect(await says(accounts, 'ann', 'secret')).toBe(true)
  for (const wrong of ['Secret', 'secret ', '', form.slice(1)]) {
    expect(await says(accounts, 'ann', wrong)).toBe(false)
  }
  expect(await says(accounts, 'bob', 'secret')).toBe(false)
})

test('entries are separated by any white space, and passwords may hold colons', async () => {
  const accounts = parse('ann:a:b\n\n  bob:c\tcem:d\r\n')

  expect(await says(accounts, 'ann', 'a:b')).toBe(true)
  expect(await says(accounts, 'cem', 'd')).toBe(true)
})

test('CRAM-MD5 is checked against the plain password', async () => {
  const accounts = parse('ann:secret')
  const digest = createHmac('md5', 'secret').update('<1@x>').digest('hex')

  const right = { type: 'cram-md5', challenge: '<1@x>', digest } as const
  expect(await accounts.isTrue({ user: 'ann', proof: right })).toBe(true)
  const replayed = { ...right, challenge: '<2@x>' }
  expect(await accounts.isTrue({ user: 'ann', proof: replayed })).toBe(false)
})

test('the passwords are known only where every one of them is plain', () => {
  expect(parse('ann:secret bob:other').knowsPasswords).toBe(true)
  expect(parse(`ann:secret bob:${forms.sha}`).knowsPasswords).toBe(false)
})

test.for([
  ['', 'there is no user:password'],
  ['secret', 'entry 1 is not user:password'],
  [':secret', 'entry 1 is not user:password'],
  ['ann:a secret word', 'entry 2 is not'],
  ['ann:$6$salt$hash', 'entry 1 is a hash of crypt'],
  ['ann:{SHA}secret', 'entry 1 is no whole SHA hash'],
  ['ann:$2y$05$secret', 'entry 1 is no whole bcrypt hash'],
  [`ann:$2y$99$${'secret'.repeat(9).slice(1)}`, 'entry 1 is no whole bcrypt hash'],
] as const)('%j is refused without repeating it', ([text, problem]) => {
  const parsed = parseAccounts(text)
  if (parsed.ok) throw new Error('It was taken')
  expect(parsed.problems.join()).toContain(problem)
  expect(parsed.problems.join()).not.toContain('secret')
})

function parse(text: string): Accounts {
  const parsed = parseAccounts(text)
  if (!parsed.ok) throw new Error(parsed.problems.join())
  return parsed.accounts
}

function says(accounts: Accounts, user: string, secret: string): Promise<boolean> {
  return accounts.isTrue({ user, proof: { type: 'secret', secret } })
}
