import { createTransport } from 'nodemailer'
import { expect, test } from 'vitest'
import { stuff } from '../support/smtp-bytes.ts'
import { connectSmtp } from '../support/smtp-client.ts'
import { readMessage } from '../support/smtp-inbox.ts'
import { startMailmitt } from '../support/start-mailmitt.ts'
import { absence, missingInCi, run, runWithInput } from './find-program.ts'
import { expectBoth, plainMail, richMail, writeMails } from './two-mails.ts'

const curl = absence('curl')
const python = absence('python3')
const swaks = absence('swaks')
const msmtp = absence('msmtp')

const from = 'ann@example.com'
const to = 'bob@example.com'

test('a raw socket', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)

  await client.deliver(stuff(Buffer.from(plainMail)))
  await client.deliver(stuff(Buffer.from(richMail)))

  await expectBoth(url, { isExact: true })
})

test('nodemailer', async () => {
  const { smtpPort: port, url } = await startMailmitt()
  const transport = createTransport({ host: 'localhost', port })

  await transport.sendMail({ envelope: { from, to }, raw: plainMail })
  await transport.sendMail({ envelope: { from, to }, raw: richMail })

  await expectBoth(url, { isExact: true })
})

test.skipIf(curl.isAbsent)(`curl${curl.note}`, async () => {
  const { smtpPort, url } = await startMailmitt()
  const { plain, rich } = writeMails()

  for (const file of [plain, rich]) {
    const args = ['--mail-from', from, '--mail-rcpt', to, '--upload-file', file]
    await run('curl', ['-sS', `smtp://127.0.0.1:${smtpPort}`, ...args])
  }

  await expectBoth(url, { isExact: true })
})

test.skipIf(curl.isAbsent)(`curl with TLS and a password${curl.note}`, async () => {
  const { smtpPort, url } = await startMailmitt('--smtp-starttls', 'offered')
  const { plain } = writeMails()
  const secure = ['--ssl-reqd', '--insecure', '--user', 'shop:secret']
  const args = ['--mail-from', from, '--mail-rcpt', to, '--upload-file', plain]

  await run('curl', ['-sS', `smtp://localhost:${smtpPort}`, ...secure, ...args])

  expect(await readMessage(url)).toMatchObject({
    Session: { Protocol: 'ESMTPSA', User: 'shop' },
    Inboxes: ['shop'],
  })
})

test.skipIf(python.isAbsent)(`Python's smtplib${python.note}`, async () => {
  const { smtpPort, url } = await startMailmitt()
  const { plain, rich } = writeMails()
  const script = [
    'import smtplib, sys',
    'port, *files = sys.argv[1:]',
    'with smtplib.SMTP("localhost", int(port)) as smtp:',
    '    for file in files:',
    `        smtp.sendmail("${from}", ["${to}"], open(file, "rb").read())`,
  ]

  await run('python3', ['-c', script.join('\n'), String(smtpPort), plain, rich])

  await expectBoth(url, { isExact: true })
})

test.skipIf(python.isAbsent)(`Python's smtplib with TLS and a password${python.note}`, async () => {
  const { smtpPort, url } = await startMailmitt('--smtp-starttls', 'offered')
  const { plain } = writeMails()
  const script = [
    'import smtplib, ssl, sys',
    'with smtplib.SMTP("localhost", int(sys.argv[1])) as smtp:',
    '    smtp.starttls(context=ssl._create_unverified_context())',
    '    smtp.login("shop", "secret")',
    `    smtp.sendmail("${from}", ["${to}"], open(sys.argv[2], "rb").read())`,
  ]

  await run('python3', ['-c', script.join('\n'), String(smtpPort), plain])

  expect(await readMessage(url)).toMatchObject({ Session: { Protocol: 'ESMTPSA', User: 'shop' } })
})

test.skipIf(swaks.isAbsent)(`swaks${swaks.note}`, async () => {
  const { smtpPort, url } = await startMailmitt()
  const { plain, rich } = writeMails()

  for (const file of [plain, rich]) {
    const target = ['--server', '127.0.0.1', '--port', String(smtpPort), '--pipeline']
    await run('swaks', [...target, '--from', from, '--to', to, '--data', `@${file}`])
  }

  await expectBoth(url)
})

test.skipIf(swaks.isAbsent)(`swaks with a password${swaks.note}`, async () => {
  const { smtpPort, url } = await startMailmitt()
  const target = ['--server', '127.0.0.1', '--port', String(smtpPort), '--from', from, '--to', to]
  for (const mechanism of ['PLAIN', 'LOGIN']) {
    const login = ['--auth', mechanism, '--auth-user', 'shop', '--auth-password', 'secret']

    await run('swaks', [...target, ...login])

    expect(await readMessage(url)).toMatchObject({
      Session: { Protocol: 'ESMTPA', AuthMechanism: mechanism },
    })
  }
})

test.skipIf(msmtp.isAbsent)(`msmtp${msmtp.note}`, async () => {
  const { smtpPort, url } = await startMailmitt()

  for (const mail of [plainMail, richMail]) {
    const target = ['--host=localhost', `--port=${smtpPort}`, '--tls=off', '--auth=off']
    await runWithInput('msmtp', [...target, `--from=${from}`, to], mail.replaceAll('\r\n', '\n'))
  }

  await expectBoth(url)
})

test('in CI the programs that must be there are there', () => {
  expect(missingInCi()).toEqual([])
})
