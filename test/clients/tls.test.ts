import { createTransport } from 'nodemailer'
import type { TransportOptions } from 'nodemailer'
import { expect, onTestFinished, test } from 'vitest'
import { listMessages, readMessage } from '../support/smtp-inbox.ts'
import type { RunningMailmitt } from '../support/start-mailmitt.ts'
import { startMailmitt } from '../support/start-mailmitt.ts'
import { absence, run, runWithInput } from './find-program.ts'
import { readCa, writeCa } from './trusted-certificate.ts'
import { expectBoth, plainMail, richMail, writeMails } from './two-mails.ts'

const curl = absence('curl')
const python = absence('python3')
const swaks = absence('swaks')
const msmtp = absence('msmtp')

const from = 'ann@example.com'
const to = 'bob@example.com'

/** One listener with STARTTLS, one with TLS from the first byte. */
async function startWithTls(): Promise<RunningMailmitt & { readonly smtpsPort: number }> {
  const running = await startMailmitt('--smtp-starttls', 'offered', '--smtps', 'localhost:0')
  return { ...running, smtpsPort: running.smtp.find(({ TLS }) => TLS === 'implicit')?.Port ?? 0 }
}

test.for(['STARTTLS', 'TLS from the first byte'])(
  'nodemailer with a pool and %s, the certificate verified',
  async (kind) => {
    const { smtpPort, smtpsPort, url } = await startWithTls()
    const secure = kind !== 'STARTTLS'
    const port = secure ? smtpsPort : smtpPort
    const tls = { ca: await readCa(url), rejectUnauthorized: true }
    const pool = createTransport({
      ...({ pool: true, maxConnections: 2 } as TransportOptions),
      ...{ host: 'localhost', port, secure, requireTLS: true, tls },
    })
    onTestFinished(() => pool.close())

    await pool.sendMail({ envelope: { from, to }, raw: plainMail })
    await pool.sendMail({ envelope: { from, to }, raw: richMail })

    await expectBoth(url, { isExact: true })
    expect(await readMessage(url)).toMatchObject({
      Session: { Protocol: 'ESMTPS', TLS: { Protocol: 'TLSv1.3' } },
    })
  },
)

test('nodemailer without the certificate refuses the connection, and that is told', async () => {
  const { smtpsPort: port, url } = await startWithTls()

  const sending = createTransport({ host: 'localhost', port, secure: true }).sendMail({ from, to })

  await expect(sending).rejects.toThrow('self-signed certificate')
  expect(await listMessages(url)).toEqual([])
})

test.skipIf(curl.isAbsent).for(['smtp', 'smtps'])(
  `curl with %s and the certificate verified${curl.note}`,
  async (scheme) => {
    const { smtpPort, smtpsPort, url } = await startWithTls()
    const { plain, rich } = writeMails()
    const port = scheme === 'smtps' ? smtpsPort : smtpPort
    const secure = ['--ssl-reqd', '--cacert', await writeCa(url)]

    for (const file of [plain, rich]) {
      const args = ['--mail-from', from, '--mail-rcpt', to, '--upload-file', file]
      await run('curl', ['-sS', `${scheme}://localhost:${port}`, ...secure, ...args])
    }

    await expectBoth(url, { isExact: true })
    expect(await readMessage(url)).toMatchObject({ Session: { Protocol: 'ESMTPS' } })
  },
)

test.skipIf(python.isAbsent).for(['SMTP', 'SMTP_SSL'])(
  `Python's smtplib.%s with the certificate verified${python.note}`,
  async (kind) => {
    const { smtpPort, smtpsPort, url } = await startWithTls()
    const { plain, rich } = writeMails()
    const port = kind === 'SMTP_SSL' ? smtpsPort : smtpPort
    const script = [
      'import smtplib, ssl, sys',
      'kind, port, ca, *files = sys.argv[1:]',
      'context = ssl.create_default_context(cafile=ca)',
      // What Python 3.13 and later do by default.
      'context.verify_flags |= ssl.VERIFY_X509_STRICT',
      'implicit = {"context": context} if kind == "SMTP_SSL" else {}',
      'with getattr(smtplib, kind)("localhost", int(port), **implicit) as smtp:',
      '    if kind == "SMTP":',
      '        smtp.starttls(context=context)',
      '    for file in files:',
      `        smtp.sendmail("${from}", ["${to}"], open(file, "rb").read())`,
    ]

    const args = [kind, String(port), await writeCa(url), plain, rich]
    await run('python3', ['-c', script.join('\n'), ...args])

    await expectBoth(url, { isExact: true })
    expect(await readMessage(url)).toMatchObject({ Session: { Protocol: 'ESMTPS' } })
  },
)

test.skipIf(swaks.isAbsent).for(['--tls', '--tls-on-connect'])(
  `swaks with %s and the certificate verified${swaks.note}`,
  async (flag) => {
    const { smtpPort, smtpsPort, url } = await startWithTls()
    const { plain, rich } = writeMails()
    const port = flag === '--tls' ? smtpPort : smtpsPort
    const secure = [flag, '--tls-verify', '--tls-ca-path', await writeCa(url)]

    for (const file of [plain, rich]) {
      const target = ['--server', 'localhost', '--port', String(port), '--pipeline']
      await run('swaks', [...target, ...secure, '--from', from, '--to', to, '--data', `@${file}`])
    }

    await expectBoth(url)
    expect(await readMessage(url)).toMatchObject({ Session: { Protocol: 'ESMTPS' } })
  },
)

test.skipIf(msmtp.isAbsent).for(['on', 'off'])(
  `msmtp with --tls-starttls=%s and the certificate verified${msmtp.note}`,
  async (startTls) => {
    const { smtpPort, smtpsPort, url } = await startWithTls()
    const port = startTls === 'on' ? smtpPort : smtpsPort
    const target = ['--host=localhost', `--port=${port}`, '--auth=off', `--from=${from}`]
    const trust = `--tls-trust-file=${await writeCa(url)}`

    for (const mail of [plainMail, richMail]) {
      const args = [...target, '--tls=on', `--tls-starttls=${startTls}`, trust, to]
      await runWithInput('msmtp', args, mail.replaceAll('\r\n', '\n'))
    }

    await expectBoth(url)
    expect(await readMessage(url)).toMatchObject({ Session: { Protocol: 'ESMTPS' } })
  },
)
