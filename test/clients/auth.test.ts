import { createTransport } from 'nodemailer'
import type { Transporter } from 'nodemailer'
import { expect, test } from 'vitest'
import { readMessage } from '../support/smtp-inbox.ts'
import { startMailmittIn } from '../support/start-mailmitt.ts'
import { absence, run, runWithInput } from './find-program.ts'
import { plainMail, writeMails } from './two-mails.ts'

const curl = absence('curl')
const python = absence('python3')
const swaks = absence('swaks')
const msmtp = absence('msmtp')

const from = 'ann@example.com'
const to = 'bob@example.com'
const user = 'shop'
const password = 'pass-word'

/** Where any credentials do, and where these must be right. */
const servers = [
  ['any credentials', {}],
  ['accounts', { MAILMITT_SMTP_AUTH: `other:one ${user}:${password}` }],
] as const

/** The last mail came from who was logged in so. */
async function expectLogin(url: string, mechanism: string): Promise<void> {
  expect(await readMessage(url)).toMatchObject({
    Inboxes: [user],
    Session: { User: user, AuthMechanism: mechanism, Protocol: 'ESMTPA' },
  })
}

for (const [name, env] of servers) {
  test.for(['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2'])(
    `nodemailer and AUTH %s, with ${name}`,
    async (mechanism) => {
      const { smtpPort: port, url } = await startMailmittIn(env)

      await nodemailer(port, mechanism).sendMail({ from, to })

      await expectLogin(url, mechanism)
    },
  )

  // Of the two for tokens, curl takes OAUTHBEARER where it is offered, whatever it is told.
  test.skipIf(curl.isAbsent).for(['PLAIN', 'LOGIN', 'CRAM-MD5', 'OAUTHBEARER'])(
    `curl and AUTH %s, with ${name}${curl.note}`,
    async (mechanism) => {
      const { smtpPort, url } = await startMailmittIn(env)
      const { plain } = writeMails()
      const login =
        mechanism === 'OAUTHBEARER'
          ? ['--user', user, '--oauth2-bearer', password]
          : ['--user', `${user}:${password}`]
      const options = [...login, '--login-options', `AUTH=${mechanism}`]
      const args = ['--mail-from', from, '--mail-rcpt', to, '--upload-file', plain]

      await run('curl', ['-sS', `smtp://localhost:${smtpPort}`, ...options, ...args])

      await expectLogin(url, mechanism)
    },
  )

  test.skipIf(swaks.isAbsent).for(['PLAIN', 'LOGIN', 'CRAM-MD5'])(
    `swaks and AUTH %s, with ${name}${swaks.note}`,
    async (mechanism) => {
      const { smtpPort, url } = await startMailmittIn(env)
      const login = ['--auth', mechanism, '--auth-user', user, '--auth-password', password]
      const target = ['--server', 'localhost', '--port', String(smtpPort), '--pipeline']

      await run('swaks', [...target, '--from', from, '--to', to, ...login])

      await expectLogin(url, mechanism)
    },
  )

  test.skipIf(msmtp.isAbsent).for(['plain', 'login', 'cram-md5', 'xoauth2', 'oauthbearer'])(
    `msmtp and AUTH %s, with ${name}${msmtp.note}`,
    async (mechanism) => {
      const { smtpPort, url } = await startMailmittIn(env)
      const login = [`--auth=${mechanism}`, `--user=${user}`, `--passwordeval=echo ${password}`]
      const target = ['--host=localhost', `--port=${smtpPort}`, '--tls=off', `--from=${from}`]

      await runWithInput('msmtp', [...target, ...login, to], plainMail.replaceAll('\r\n', '\n'))

      await expectLogin(url, mechanism.toUpperCase())
    },
  )

  test.skipIf(python.isAbsent).for(['PLAIN', 'LOGIN', 'CRAM-MD5'])(
    `Python's smtplib and AUTH %s, with ${name}${python.note}`,
    async (mechanism) => {
      const { smtpPort, url } = await startMailmittIn(env)
      const script = [
        'import smtplib, sys',
        'port, mechanism, user, password = sys.argv[1:]',
        'with smtplib.SMTP("localhost", int(port)) as smtp:',
        '    smtp.ehlo()',
        '    smtp.user, smtp.password = user, password',
        '    smtp.auth(mechanism, getattr(smtp, "auth_" + mechanism.lower().replace("-", "_")))',
        `    smtp.sendmail("${from}", ["${to}"], "Subject: Hello")`,
      ]

      const args = [String(smtpPort), mechanism, user, password]
      await run('python3', ['-c', script.join('\n'), ...args])

      await expectLogin(url, mechanism)
    },
  )
}

test.for(['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2'])(
  'nodemailer is refused with a wrong password and AUTH %s',
  async (mechanism) => {
    const { smtpPort: port } = await startMailmittIn({ MAILMITT_SMTP_AUTH: `${user}:other` })

    const sending = nodemailer(port, mechanism).sendMail({ from, to })

    await expect(sending).rejects.toMatchObject({ responseCode: 535 })
  },
)

function nodemailer(port: number, mechanism: string): Transporter {
  const target = { host: 'localhost', port, ignoreTLS: true }
  if (mechanism === 'XOAUTH2') {
    return createTransport({ ...target, auth: { type: 'OAuth2', user, accessToken: password } })
  }
  return createTransport({ ...target, authMethod: mechanism, auth: { user, pass: password } })
}
