import { expect, test } from 'vitest'
import { NO_CHAOS } from '../../../server/core/faults/chaos-triggers.ts'
import { readConfig } from '../../../server/cli/read-config.ts'

test('the defaults are those of the README', () => {
  expect(readConfig([], {})).toEqual({
    listeners: [{ kind: 'smtp', target: { host: 'localhost', port: 1025 } }],
    listen: { host: 'localhost', port: 8025 },
    publicSmtp: undefined,
    webroot: '/',
    messagesMax: 5_000,
    bytesMax: 512 * 1024 * 1024,
    messageBytesMax: 50 * 1024 * 1024,
    recipientsMax: 1_000,
    startTls: 'hidden',
    requiresStartTls: false,
    certificate: { type: 'self-signed', names: [] },
    hiddenExtensions: [],
    auth: undefined,
    allowedRecipients: undefined,
    ignoresRejected: false,
    ignoresDuplicates: false,
    chaos: NO_CHAOS,
    proxyPeers: [],
    xclientPeers: [],
    inboxDomains: ['inbox.test'],
    tags: {
      filters: [],
      filtersFile: undefined,
      fromUser: false,
      fromXTags: true,
      fromPlusAddresses: true,
      titleCase: false,
    },
    allowedHosts: [],
    allowedOrigins: [],
    uiAuth: undefined,
    sendAuth: undefined,
    uiCertificate: undefined,
    compresses: true,
    label: '',
    hidesDeleteAll: false,
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
  ['unix:/run/mail.sock', { path: '/run/mail.sock', mode: undefined }],
  ['unix:/run/mail.sock:0660', { path: '/run/mail.sock', mode: 0o660 }],
] as const)('--smtp %s is understood', ([text, address]) => {
  expect(readConfig(['--smtp', text], {}).listeners).toEqual([{ kind: 'smtp', target: address }])
})

test.for([
  '',
  'x',
  ':',
  'localhost:',
  'localhost:65536',
  '::1:25',
  'a b:25',
  '-1',
  '1025x',
  'unix:',
  'unix:mail.sock',
  `unix:/${'x'.repeat(120)}`,
])('--smtp "%s" is refused', (text) => {
  expect(() => readConfig([`--smtp=${text}`], {})).toThrow('must be [host:]port')
})

test('lists come from repeated flags, and from commas in a flag or a variable', () => {
  const twice = readConfig(['--smtp', '1', '--smtp', '2'], {})
  const commas = readConfig([], { MAILMITT_INBOX_DOMAIN: 'a.test, B.test' })

  expect(twice.listeners).toMatchObject([{ target: { port: 1 } }, { target: { port: 2 } }])
  expect(commas.inboxDomains).toEqual(['a.test', 'b.test'])
  expect(readConfig(['--hide-extensions', 'DSN, size'], {}).hiddenExtensions).toEqual([
    'DSN',
    'SIZE',
  ])
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

test('STARTTLS that is required is offered, and cannot be off', () => {
  expect(readConfig(['--smtp-require-starttls'], {}).startTls).toBe('offered')
  expect(() => readConfig(['--smtp-require-starttls', '--smtp-starttls', 'off'], {})).toThrow(
    'cannot go with',
  )
})

test('listeners of every kind stand beside each other', () => {
  const { listeners } = readConfig(['--smtp', '1', '--smtps', '2', '--lmtp', 'unix:/run/lmtp'], {})
  expect(listeners.map(({ kind }) => kind)).toEqual(['smtp', 'smtps', 'lmtp'])
})

test('where TLS is required the plain listener has it from the first byte', () => {
  expect(readConfig(['--smtp-require-tls'], {}).listeners).toMatchObject([{ kind: 'smtps' }])
})

test('a self-signed certificate may be for further names, as Mailpit’s', () => {
  const names = 'sans:a.test,b.test'
  expect(readConfig(['--smtp-tls-cert', names, '--smtp-tls-key', names], {}).certificate).toEqual({
    type: 'self-signed',
    names: ['a.test', 'b.test'],
  })
})

test('users and passwords come from a file or a variable, never from the command line', () => {
  expect(readConfig(['--smtp-auth-file', 'users'], {}).auth).toEqual({
    type: 'file',
    file: 'users',
  })
  expect(readConfig([], { MAILMITT_SMTP_AUTH: 'a:b' }).auth).toEqual({ type: 'text', text: 'a:b' })
  expect(readConfig([], { MP_SMTP_AUTH: 'a:b' }).auth).toEqual({ type: 'text', text: 'a:b' })
  expect(() => readConfig(['--smtp-auth', 'a:b'], {})).toThrow('is no flag')
  expect(() => readConfig(['--smtp-auth-file', 'users'], { MP_SMTP_AUTH: 'a:b' })).toThrow(
    '--smtp-auth-file (MAILMITT_SMTP_AUTH_FILE) and MP_SMTP_AUTH both',
  )
})

test.for([
  [['--hide-extensions', 'pipelining'], { hiddenExtensions: ['PIPELINING'] }],
  [['--smtp-allowed-recipients', '@a[.]test$'], { allowedRecipients: /@a[.]test$/ }],
  [['--smtp-proxy', '127.0.0.1', '--smtp-proxy', '::1'], { proxyPeers: ['127.0.0.1', '::1'] }],
  [['--smtp-xclient', '*'], { xclientPeers: ['*'] }],
] as const)('%j is understood', ([argv, config]) => {
  expect(readConfig(argv, {})).toMatchObject(config)
})

test.for([
  ['--hide-extensions', 'WIZ'],
  ['--smtp-allowed-recipients', '('],
  ['--smtp-proxy', 'localhost'],
] as const)('%s %s is refused', ([flag, value]) => {
  expect(() => readConfig([flag, value], {})).toThrow(`${flag} (`)
})

test('chaos triggers are understood, and refused with their name', () => {
  const { chaos } = readConfig(['--chaos-triggers', 'Sender:450:5'], {})
  expect(chaos.sender).toEqual({ errorCode: 450, probability: 5 })
  expect(() => readConfig([], { MP_CHAOS_TRIGGERS: 'Sender' })).toThrow('MP_CHAOS_TRIGGERS')
})

test('filters of tags come whole from each --tag, and from one variable', () => {
  const tagsOf = (argv: string[], env = {}): string[] =>
    readConfig(argv, env).tags.filters.map(({ tags, match }) => `${tags.join('|')}: ${match}`)

  expect(tagsOf(['--tag', 'A,B=x,y', '-t', 'C=z'])).toEqual(['A|B: x,y', 'C: z'])
  expect(tagsOf([], { MP_TAG: 'A,B=x C=y' })).toEqual(['A|B: x', 'C: y'])
  expect(tagsOf(['--tag', 'A=x'], { MAILMITT_TAG: 'B=y' })).toEqual(['A: x'])
  expect(() => tagsOf([], { MP_TAG: 'A' })).toThrow('MP_TAG (--tag): "A" has no tag')
})

test('where tags come from is set by flag or variable', () => {
  const file = readConfig([], { MP_TAGS_CONFIG: 'tags.yaml' }).tags.filtersFile
  const off = readConfig([], { MP_TAGS_DISABLE: 'plus-addresses, x-tags' }).tags
  const on = readConfig(['--tags-username'], { MP_TAGS_TITLE_CASE: 'yes' }).tags

  expect(file).toEqual({ file: 'tags.yaml', flag: 'MP_TAGS_CONFIG (--tags-config)' })
  expect(off).toMatchObject({ fromXTags: false, fromPlusAddresses: false })
  expect(on).toMatchObject({ fromUser: true, titleCase: true, fromXTags: true })
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

test('users of the web UI and of send come from files or variables, Mailpit’s too', () => {
  const file = readConfig(['--ui-auth-file', 'u', '--send-api-auth-file', 's'], {})
  const text = readConfig([], { MP_UI_AUTH: 'ann:a', MAILMITT_SEND_API_AUTH: 'bob:b' })

  expect([file.uiAuth, file.sendAuth]).toEqual([
    { type: 'file', file: 'u' },
    { type: 'file', file: 's' },
  ])
  expect([text.uiAuth, text.sendAuth]).toEqual([
    { type: 'text', text: 'ann:a' },
    { type: 'text', text: 'bob:b' },
  ])
  expect(readConfig([], { MP_SEND_API_AUTH_ACCEPT_ANY: '1' }).sendAuth).toBe('any')
})

test.for([
  [
    ['--ui-auth-file', 'u'],
    { MAILMITT_UI_AUTH: 'a:b' },
    '--ui-auth-file (MAILMITT_UI_AUTH_FILE) and',
  ],
  [
    ['--send-api-auth-accept-any'],
    { MP_SEND_API_AUTH: 'a:b' },
    'MP_SEND_API_AUTH says who may send',
  ],
  [['--ui-tls-cert', 'c'], {}, '--ui-tls-cert needs --ui-tls-key'],
  [['--ui-tls-key', 'k'], {}, '--ui-tls-key needs --ui-tls-cert'],
] as const)('%j with %o is refused', ([argv, env, problem]) => {
  expect(() => readConfig(argv, env)).toThrow(problem)
})

test('HTTPS has files, or a certificate for names', () => {
  const files = readConfig(['--ui-tls-cert', 'c', '--ui-tls-key', 'k'], {})
  const names = readConfig([], {
    MP_UI_SSL_CERT: 'sans:a.test, b.test',
    MP_UI_SSL_KEY: 'sans:a.test, b.test',
  })

  expect(files.uiCertificate).toEqual({ type: 'files', cert: 'c', key: 'k' })
  expect(names.uiCertificate).toEqual({ type: 'self-signed', names: ['a.test', 'b.test'] })
})

test('origins are hosts, with or without a scheme', () => {
  const { allowedOrigins } = readConfig(['--api-cors', 'App.test:3000, https://b.test/,*'], {})

  expect(allowedOrigins).toEqual(['app.test:3000', 'https://b.test', '*'])
  for (const wrong of ['a b', 'https://', 'https://a.test/path', 'a.test?x', 'u@a.test', '/']) {
    expect(() => readConfig(['--api-cors', wrong], {})).toThrow('--api-cors')
  }
})
