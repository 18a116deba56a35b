import { expect, test } from 'vitest'
import { describeTlsFailure } from '../../../server/smtp/tls-failure.ts'

test.for([
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'what the client sent is no TLS that is spoken here'],
  ['ERR_SSL_HTTP_REQUEST', 'what the client sent is no TLS that is spoken here'],
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'the client does not trust the certificate'],
  ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN', 'the client does not trust the certificate'],
  ['ERR_SSL_NO_SHARED_CIPHER', 'client and server have no cipher in common'],
  ['ECONNRESET', 'the client left in the middle'],
  ['ERR_TLS_HANDSHAKE_TIMEOUT', 'the client took too long'],
] as const)('%s means: %s', ([code, meaning]) => {
  expect(describeTlsFailure(anError('80C2:error:…:c:350:\n', { code }))).toContain(meaning)
})

test('what is not known is told in OpenSSL’s words, on one line', () => {
  const error = anError('80C2:error:0A00:SSL routines:f:odd thing:x.c:1:\n', {
    code: 'ERR_SSL_ODD',
    reason: 'odd thing',
  })
  expect(describeTlsFailure(error)).toBe('odd thing')
  expect(describeTlsFailure(anError('one\ntwo', {}))).toBe('one')
  expect(describeTlsFailure(anError('', {}))).toBe('no reason was given')
})

function anError(message: string, fields: object): Error {
  return Object.assign(new Error(message), fields)
}
