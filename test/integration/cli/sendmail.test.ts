import { symlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { startFakeSmtp } from '../../support/fake-smtp.ts'
import type { Ended } from '../../support/run-program.ts'
import { entry, runProgram } from '../../support/run-program.ts'
import { listMessages, readMessage, readRaw } from '../../support/smtp-inbox.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const message = [
  'From: Ann <ann@example.com>',
  'To: bob@example.com',
  'Date: Thu, 01 Jan 2026 00:00:00 +0000',
  'Message-ID: <1@example.com>',
  'Subject: dots',
  '',
  '..two',
  '.one',
  'end',
  '',
]

function sendmail(
  port: number,
  argv: readonly string[],
  input = message.join('\n'),
): Promise<Ended> {
  return runProgram(['sendmail', '--smtp-addr', `127.0.0.1:${port}`, ...argv], { input })
}

test('a message arrives as it was written, with the envelope of the command line', async () => {
  const { smtpPort, url } = await startMailmitt()

  const ended = await sendmail(smtpPort, ['-fann@work.example', 'bob@a.example', 'c@a.example'])

  expect(ended).toEqual({ code: 0, out: '', err: '' })
  expect((await readRaw(url)).toString()).toBe(message.join('\r\n'))
  expect(await readMessage(url)).toMatchObject({
    EnvelopeFrom: 'ann@work.example',
    EnvelopeTo: ['bob@a.example', 'c@a.example'],
  })
})

test('-t sends to To, Cc and Bcc, and no Bcc leaves', async () => {
  const { smtpPort, url } = await startMailmitt()
  const text = 'To: a@x.example\nBcc: secret@x.example,\n b@x.example\nSubject: x\n\nhi\n'

  const { code } = await sendmail(smtpPort, ['-t', '-i', '-f', ''], text)

  expect(code).toBe(0)
  expect(await readMessage(url)).toMatchObject({
    EnvelopeFrom: '',
    EnvelopeTo: ['a@x.example', 'secret@x.example', 'b@x.example'],
  })
  expect((await readRaw(url)).toString()).not.toMatch(/^bcc|secret@/im)
})

test('the default sender is user@host, or that of the environment', async () => {
  const { smtpPort, url } = await startMailmitt()
  const address = `localhost:${smtpPort}`
  const here = { MP_SENDMAIL_SMTP_ADDR: address }
  const set = { MAILMITT_SENDMAIL_SMTP_ADDR: address, MP_SENDMAIL_FROM: 'cron@example.com' }

  await runProgram(['sendmail', 'root'], { env: here, input: 'hi\n' })
  await runProgram(['sendmail', 'root'], { env: set, input: 'hi\n' })

  const [second, first] = await listMessages(url)
  const { username } = os.userInfo()
  expect(first).toMatchObject({
    EnvelopeFrom: `${username}@${os.hostname()}`,
    EnvelopeTo: ['root'],
    From: { Address: `${username}@${os.hostname()}` },
  })
  expect(second).toMatchObject({ EnvelopeFrom: 'cron@example.com' })
})

test('a line with a single dot ends the message; with -i it is part of it', async () => {
  const { smtpPort, url } = await startMailmitt()
  const text = 'Subject: x\n\nbefore\n.\nMAIL FROM:<evil@example.com>\n'

  await sendmail(smtpPort, ['-i', 'bob@example.com'], text)
  await sendmail(smtpPort, ['bob@example.com'], text)

  const [ended, whole, ...more] = await listMessages(url)
  expect(more).toEqual([])
  expect((await readRaw(url, ended?.ID)).toString()).toMatch(/\r\n\r\nbefore\r\n$/)
  expect((await readRaw(url, whole?.ID)).toString()).toMatch(/before\r\n\.\r\nMAIL FROM:<.*\r\n$/)
})

test('nothing in a message is a command, whatever its line ends', async () => {
  const { smtpPort, url } = await startMailmitt()
  const ends = ['\r\n', '\n', '\r']
  const smuggled = ends.flatMap((one) => ends.map((other) => `x${one}.${other}MAIL FROM:<e@x>`))

  await sendmail(smtpPort, ['-i', 'bob@example.com'], `Subject: x\n\n${smuggled.join('\r\n')}`)

  const [only, ...more] = await listMessages(url)
  expect(more).toEqual([])
  expect(only?.EnvelopeFrom).not.toBe('e@x')
  expect((await readRaw(url)).toString().match(/MAIL FROM/g)).toHaveLength(9)
})

test('a program named sendmail is sendmail', async () => {
  const { smtpPort, url } = await startMailmitt()
  const link = path.join(temporaryFolder(), 'sendmail')
  symlinkSync(entry, link)

  const ended = await runProgram(['-t', '-i'], {
    as: link,
    env: { MAILMITT_SENDMAIL_SMTP_ADDR: `127.0.0.1:${smtpPort}` },
    input: message.join('\n'),
  })

  expect(ended).toEqual({ code: 0, out: '', err: '' })
  expect(await listMessages(url)).toHaveLength(1)
})

test('-bs is a line to the SMTP server', async () => {
  const { smtpPort, url } = await startMailmitt()
  const commands = [
    'EHLO me',
    'MAIL FROM:<ann@example.com>',
    'RCPT TO:<bob@example.com>',
    'DATA',
    ...message,
    '.',
    'QUIT',
    '',
  ]

  const { code, out } = await sendmail(smtpPort, ['-bs'], commands.join('\r\n'))

  expect(code).toBe(0)
  expect(out).toMatch(/^220 [^]*\r\n354 [^]*\r\n221 .*\r\n$/)
  expect(await listMessages(url)).toMatchObject([{ Subject: 'dots' }])
})

test.for([
  ['every client', { greeting: '554 no' }, 69],
  ['every client for now', { greeting: '421 later' }, 75],
  ['the sender', { MAIL: '550 5.1.0 not you' }, 69],
  ['a recipient', { RCPT: '550 5.1.1 nobody here' }, 67],
  ['one of two recipients', { 'RCPT TO:<b@x>': '550 5.1.1 nobody here' }, 67],
  ['a recipient for now', { RCPT: '450 4.2.0 greylisted' }, 75],
  ['the size', { RCPT: '552 5.3.4 too big' }, 69],
  ['the message', { '.': '554 5.7.1 spam' }, 69],
  ['the message for now', { '.': '451 4.3.0 later' }, 75],
] as const)('a server that refuses %s is one sentence and a code', async ([, replies, code]) => {
  const port = await startFakeSmtp(replies)

  const ended = await sendmail(port, ['a@x', 'b@x'])

  const [reply = ''] = Object.values<string>(replies)
  expect(ended).toEqual({ code, out: '', err: expect.stringContaining(reply) as string })
  expect(ended.err).toMatch(/^sendmail: .*\n$/)
})

test.for([
  [
    'nobody there',
    ['--smtp-addr', '127.0.0.1:1', 'a@x'],
    75,
    'No SMTP server answers at 127.0.0.1',
  ],
  ['an impossible address', ['--smtp-addr', 'nonsense', 'a@x'], 64, 'must be host:port'],
  ['no recipient', [], 64, 'There is no recipient'],
  ['no recipient in the header', ['-t'], 65, 'There is no recipient in To, Cc and Bcc'],
  ['an unknown flag', ['-z', 'a@x'], 64, '"-z" is no flag of sendmail'],
  ['a sender with a line end', ['-f', 'a@x\nDATA', 'b@x'], 65, 'is not an address'],
] as const)('%s is one sentence and a code', async ([, argv, code, text]) => {
  const ended = await runProgram(['sendmail', ...argv], { input: 'Subject: x\n\n' })

  expect(ended).toEqual({ code, out: '', err: expect.stringContaining(text) as string })
  expect(ended.err).toMatch(/^sendmail: .*\n$/)
})

test('--help shows what counts', async () => {
  const { code, out } = await runProgram(['sendmail', '--help'])

  expect(code).toBe(0)
  expect(out).toContain('MP_SENDMAIL_SMTP_ADDR')
})

test('a message above the SIZE of the server is refused for good, not to be tried again', async () => {
  const { smtpPort } = await startMailmitt('--max-message-size', '1')

  const ended = await sendmail(smtpPort, ['a@x'], 'x'.repeat(2_000_000))

  expect(ended).toEqual({ code: 69, out: '', err: expect.stringContaining('larger') as string })
})
