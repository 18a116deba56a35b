import { expect, test } from 'vitest'
import { refuseMailParams, refuseRcptParams } from '../../../server/smtp/esmtp-params.ts'
import type { ParsedPath } from '../../../server/smtp/parse-path.ts'
import { parsePath } from '../../../server/smtp/parse-path.ts'

const plain = { isSecure: false, messageBytesMax: 1_000 }

test.for([
  '',
  'SIZE=1000',
  'BODY=7BIT',
  'body=8bitmime SMTPUTF8 SIZE=0',
  'BODY=BINARYMIME',
  'RET=HDRS ENVID=QQ314159',
  'ret=full',
  'AUTH=<>',
])('MAIL may carry %j', (params) => {
  expect(refuseMailParams(mail(params), plain)).toBeUndefined()
})

test.for([
  ['SIZE=1001', 552, '5.3.4'],
  ['SIZE', 501, '5.5.4'],
  ['SIZE=', 501, '5.5.4'],
  ['SIZE=-1', 501, '5.5.4'],
  ['SIZE=1e3', 501, '5.5.4'],
  ['SIZE=1 SIZE=2', 501, '5.5.4'],
  ['BODY=9BIT', 501, '5.5.4'],
  ['SMTPUTF8=1', 501, '5.5.4'],
  ['RET=ALL', 501, '5.5.4'],
  ['ENVID=a+0D+0Ab', 501, '5.5.4'],
  ['REQUIRETLS', 530, '5.7.0'],
  ['NOTIFY=NEVER', 555, '5.5.4'],
  ['X-SECRET=1', 555, '5.5.4'],
  ['__proto__=1', 555, '5.5.4'],
] as const)('MAIL with %s gets %i', ([params, code, enhanced]) => {
  expect(refuseMailParams(mail(params), plain)).toMatchObject({ code, enhanced })
})

test('REQUIRETLS holds inside TLS, without a value', () => {
  const inside = { ...plain, isSecure: true }
  expect(refuseMailParams(mail('REQUIRETLS'), inside)).toBeUndefined()
  expect(refuseMailParams(mail('REQUIRETLS=1'), inside)).toMatchObject({ code: 501 })
})

test.for(['', 'NOTIFY=NEVER', 'notify=success,FAILURE,Delay', 'ORCPT=rfc822;ann@example.com'])(
  'RCPT may carry %j',
  (params) => {
    expect(refuseRcptParams(rcpt(params))).toBeUndefined()
  },
)

test.for([
  ['NOTIFY=NEVER,SUCCESS', 501],
  ['NOTIFY=ALWAYS', 501],
  ['NOTIFY=', 501],
  ['NOTIFY=NEVER NOTIFY=NEVER', 501],
  ['ORCPT=ann@example.com', 501],
  ['ORCPT=rfc822;', 501],
  ['SIZE=1', 555],
] as const)('RCPT with %s gets %i', ([params, code]) => {
  expect(refuseRcptParams(rcpt(params))).toMatchObject({ code })
})

function mail(params: string): ParsedPath {
  return parsed('MAIL FROM', params)
}

function rcpt(params: string): ParsedPath {
  return parsed('RCPT TO', params)
}

function parsed(keyword: 'MAIL FROM' | 'RCPT TO', params: string): ParsedPath {
  const path = parsePath(keyword, `${keyword}:<ann@example.com> ${params}`)
  if (!path) throw new Error('That is no path')
  return path
}
