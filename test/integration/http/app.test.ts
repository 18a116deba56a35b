import { expect, test } from 'vitest'
import { createClient } from '../../../client/http.ts'
import { sendMail } from '../../support/send-mail.ts'
import { startMailmitt, startMailmittIn } from '../../support/start-mailmitt.ts'

test('a web UI is told all that Mailpit’s asks for', async () => {
  const { url, smtp } = await startMailmitt()

  expect(await createClient(url).webUi()).toEqual({
    Label: '',
    MessageRelay: {
      Enabled: false,
      SMTPServer: '',
      ReturnPath: '',
      AllowedRecipients: '',
      BlockedRecipients: '',
      OverrideFrom: '',
      PreserveMessageIDs: false,
      RecipientAllowlist: '',
    },
    SpamAssassin: false,
    ChaosEnabled: true,
    DuplicatesIgnored: false,
    HideDeleteAllButton: false,
    SMTP: smtp,
    InboxDomains: ['inbox.test'],
  })
})

test('what was set is told', async () => {
  const { url } = await startMailmitt(
    ...['--label', 'Staging <1>', '--hide-delete-all-button', '--ignore-duplicate-ids'],
    ...['--public-smtp', 'mail.example:2525'],
  )
  const client = createClient(url)

  const SMTP = [{ Host: 'mail.example', Port: 2525, TLS: 'none', LMTP: false }]
  expect(await client.webUi()).toMatchObject({
    Label: 'Staging <1>',
    HideDeleteAllButton: true,
    DuplicatesIgnored: true,
    SMTP,
  })
  expect(await client.info()).toMatchObject({ SMTP })
})

test('info tells whether an app has to log in', async () => {
  const [open, closed] = await Promise.all([
    startMailmitt(),
    startMailmittIn({ MAILMITT_SMTP_AUTH: 'app:secret' }),
  ])

  expect(await createClient(open.url).info()).toMatchObject({ SMTPAuth: 'any' })
  expect(await createClient(closed.url).info()).toMatchObject({ SMTPAuth: 'required' })
})

test('info counts, names every listener, and does not phone home', async () => {
  const { url, smtp, smtpPort } = await startMailmitt(
    '--smtps',
    'localhost:0',
    '--lmtp',
    '127.0.0.1:0',
  )
  await sendMail(smtpPort)

  const info = await createClient(url).info()

  expect(info).toMatchObject({
    LatestVersion: 'disabled',
    Database: 'memory',
    Messages: 1,
    Unread: 1,
    RuntimeStats: { SMTPAccepted: 1, SMTPRejected: 0, SMTPIgnored: 0, MessagesDeleted: 0 },
    SMTP: smtp,
  })
  expect(info.SMTP.map(({ TLS, LMTP }) => [TLS, LMTP])).toEqual([
    ['none', false],
    ['implicit', false],
    ['none', true],
  ])
})
