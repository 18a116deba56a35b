import { expect, test } from 'vitest'
import { readConfig } from '../../../server/cli/read-config.ts'

test('the defaults are those of the README', () => {
  expect(readConfig([], {})).toEqual({
    smtp: [{ host: 'localhost', port: 1025 }],
    listen: { host: 'localhost', port: 8025 },
    publicSmtp: undefined,
    webroot: '/',
    messagesMax: 5_000,
    bytesMax: 512 * 1024 * 1024,
    messageBytesMax: 50 * 1024 * 1024,
    recipientsMax: 1_000,
    startTls: 'hidden',
    tlsFiles: undefined,
    inboxDomains: ['inbox.test'],
    allowedHosts: [],
    allowedOrigins: [],
    logFormat: 'pretty',
    logLevel: 'normal',
  })
})

test('a flag beats a variable, and Mailmitt’s variable beats Mailpit’s', () => {
  const env = { MAILMITT_MAX: '2', MP_MAX_MESSAGES: '3' }

  expect(readConfig(['--max', '1'], env).messagesMax).toBe(1)
  expect(readConfig([], env).messagesMax).toBe(2)
  expect(readConfig([], { MP_MAX_MESSAGES: '3' }).messagesMax).toBe(3)
})

test('a variable that is empty is not set', () => {
  expect(readConfig([], { MAILMITT_MAX: '' }).messagesMax).toBe(5_000)
})

test.for([
  ['2525', { host: 'localhost', port: 2525 }],
  ['0.0.0.0:1025', { host: '0.0.0.0', port: 1025 }],
  ['[::1]:25', { host: '::1', port: 25 }],
  ['mail.test:0', { host: 'mail.test', port: 0 }],
] as const)('--smtp %s is understood', ([text, address]) => {
  expect(readConfig(['--smtp', text], {}).smtp).toEqual([address])
})

test.for(['', 'x', ':', 'localhost:', 'localhost:65536', '::1:25', 'a b:25', '-1', '1025x'])(
  '--smtp "%s" is refused',
  (text) => {
    expect(() => readConfig([`--smtp=${text}`], {})).toThrow('must be [host:]port')
  },
)

test('lists come from repeated flags and from commas in a variable', () => {
  const twice = readConfig(['--smtp', '1', '--smtp', '2'], {})
  const commas = readConfig([], { MAILMITT_INBOX_DOMAIN: 'a.test, B.test' })

  expect(twice.smtp.map(({ port }) => port)).toEqual([1, 2])
  expect(commas.inboxDomains).toEqual(['a.test', 'b.test'])
})

test.for([
  ['mail', '/mail/'],
  ['/a/b', '/a/b/'],
  ['/', '/'],
  ['//x//', '/x/'],
] as const)('the webroot %s is %s', ([text, webroot]) => {
  expect(readConfig(['--webroot', text], {}).webroot).toBe(webroot)
})

test.for(['../x', 'a b', 'a"b', '<x>'])('the webroot %s is refused', (text) => {
  expect(() => readConfig(['--webroot', text], {})).toThrow('must be a path')
})

test('STARTTLS is offered with a certificate of one’s own, unless told otherwise', () => {
  const files = ['--smtp-tls-cert', 'c', '--smtp-tls-key', 'k']

  expect(readConfig(files, {}).startTls).toBe('offered')
  expect(readConfig([...files, '--smtp-starttls', 'off'], {}).startTls).toBe('off')
})

test('switches are on by flag or variable', () => {
  expect(readConfig(['-v'], {}).logLevel).toBe('verbose')
  expect(readConfig(['-q'], {}).logLevel).toBe('quiet')
  expect(readConfig([], { MP_QUIET: 'true' }).logLevel).toBe('quiet')
  expect(readConfig([], { MP_QUIET: '0' }).logLevel).toBe('normal')
})

test('all problems are told at once, with the name that was used', () => {
  const wrong = (): unknown =>
    readConfig(['--listen', 'x', '--nonsense', 'word'], { MP_MAX_MESSAGES: 'many' })

  expect(wrong).toThrow('--listen (MAILMITT_LISTEN) must be')
  expect(wrong).toThrow('MP_MAX_MESSAGES (--max) must be')
  expect(wrong).toThrow('"--nonsense" is no flag')
  expect(wrong).toThrow('"word" is not understood')
})
