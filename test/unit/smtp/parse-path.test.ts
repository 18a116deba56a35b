import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeCommand, parsePath } from '../../../server/smtp/parse-path.ts'

describe('takes a path', () => {
  test.for([
    ['<ann@example.com>', 'ann@example.com'],
    ['<>', ''],
    ['<root>', 'root'],
    ['<postmaster>', 'postmaster'],
    [' <ann@example.com>', 'ann@example.com'],
    ['<a..b@example.com>', 'a..b@example.com'],
    ['<.a.@example.com>', '.a.@example.com'],
    ['<bob@my_host.test>', 'bob@my_host.test'],
    ['<bob@[IPv6:2001:db8::1]>', 'bob@[IPv6:2001:db8::1]'],
    ['<"ann smith"@example.com>', '"ann smith"@example.com'],
    ['<"a>b"@example.com>', '"a>b"@example.com'],
    ['<"a\\"b>"@example.com>', '"a\\"b>"@example.com'],
    ['<ann smith@example.com>', 'ann smith@example.com'],
    ['<o"brien@example.com>', 'o"brien@example.com'],
    ['<@one.example,@two.example:bob@example.com>', 'bob@example.com'],
    ['<用户@例子.广告>', '用户@例子.广告'],
    ['<Ann@EXAMPLE.com>', 'Ann@EXAMPLE.com'],
  ] as const)('%j', ([text, address]) => {
    expect(parsePath('RCPT TO', `RCPT TO:${text}`)).toMatchObject({ address, params: {} })
  })
})

describe('takes no', () => {
  test.for([
    'MAIL',
    'MAIL FROM',
    'MAIL FROM:',
    'MAIL FROM <ann@example.com>',
    'MAIL FROM:ann@example.com',
    'MAIL FROM:<ann@example.com',
    'MAIL FROM:ann@example.com>',
    'MAIL FROM:<ann@example.com>SIZE=1',
    'MAIL FROM:<<ann@example.com>>',
    'MAIL FROM:<"ann@example.com>"',
    'RCPT TO:<ann@example.com>',
    'MAIL FROM:<ann\0@example.com>',
    'MAIL FROM:<ann\u0085@example.com>',
    'MAIL FROM:<ann@example.com> ENVID=\u0007',
    `MAIL FROM:<${'a'.repeat(2_000)}@example.com>`,
  ])('%j', (line) => {
    expect(parsePath('MAIL FROM', line)).toBeUndefined()
  })
})

describe('reads parameters', () => {
  test.for([
    ['SIZE=10', { SIZE: '10' }],
    ['size=10 Body=8bitmime', { SIZE: '10', BODY: '8bitmime' }],
    ['SMTPUTF8', { SMTPUTF8: '' }],
    ['ENVID=a=b', { ENVID: 'a=b' }],
    ['ORCPT=rfc822;a+2Bb@example.com', { ORCPT: 'rfc822;a+2Bb@example.com' }],
    ['  SIZE=1   RET=HDRS ', { SIZE: '1', RET: 'HDRS' }],
    ['=lost', {}],
    ['__proto__=1', { ['__PROTO__']: '1' }],
  ] as const)('%j', ([text, params]) => {
    const parsed = parsePath('MAIL FROM', `MAIL FROM:<ann@example.com> ${text}`)
    expect(parsed).toEqual({ address: 'ann@example.com', params, duplicate: undefined })
  })
})

test('names a parameter that was given twice', () => {
  const parsed = parsePath('MAIL FROM', 'MAIL FROM:<> SIZE=1 size=2')
  expect(parsed?.duplicate).toBe('SIZE')
})

test('reads the keyword without case and with any white space', () => {
  expect(parsePath('RCPT TO', 'rcpt  To :<bob@example.com>')?.address).toBe('bob@example.com')
})

test('never throws, and never gives a control character', () => {
  const line = fc.string({ unit: 'binary' })
  const property = fc.property(line, line, (path, params) => {
    const parsed = parsePath('MAIL FROM', `MAIL FROM:<${path}> ${params}`)
    expect(JSON.stringify(parsed ?? {})).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
  })
  fc.assert(property, { numRuns: 1_000 })
})

test('reads bytes that are no UTF-8 as windows-1252', () => {
  expect(decodeCommand(Buffer.from('RCPT TO:<jürgen@x>'))).toBe('RCPT TO:<jürgen@x>')
  expect(decodeCommand(Buffer.from('RCPT TO:<j\xfcrgen@x>', 'latin1'))).toBe('RCPT TO:<jürgen@x>')
})

test('a plain path is read as one with a space before it, which takes the long way', () => {
  const part = fc.stringMatching(/^[\w.+=-]{0,70}$/)
  fc.assert(
    fc.property(part, fc.stringMatching(/^[\w.-]{0,40}$/), (local, domain) => {
      const path = `<${local}@${domain}>`

      expect(parsePath('RCPT TO', `rcpt to:${path}`)).toEqual(
        parsePath('RCPT TO', `RCPT TO: ${path}`),
      )
    }),
  )
})
