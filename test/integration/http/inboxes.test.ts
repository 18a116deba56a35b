import { expect, test } from 'vitest'
import { ask } from '../../support/http.ts'
import { sendMail } from '../../support/send-mail.ts'
import { listMessages } from '../../support/smtp-inbox.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

test('an inbox is there as soon as a message is in it', async () => {
  const { smtpPort, url } = await startMailmitt()
  expect((await ask(`${url}api/v1/inboxes`)).json()).toEqual([])

  await sendMail(smtpPort, { to: ['a@pr-1.inbox.test', 'b@pr-2.inbox.test'] })
  await sendMail(smtpPort, { to: 'c@pr-1.inbox.test' })
  const [newest] = await listMessages(url)

  expect((await ask(`${url}api/v1/inboxes`)).json()).toEqual([
    { Name: 'pr-1', Total: 2, Unread: 2, LastCreated: newest?.Created },
    { Name: 'pr-2', Total: 1, Unread: 1, LastCreated: expect.any(String) as string },
  ])
})

test('to delete an inbox is to delete its messages, from their other inboxes too', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, { to: ['a@pr-1.inbox.test', 'b@pr-2.inbox.test'] })
  await sendMail(smtpPort, { to: 'b@pr-2.inbox.test', subject: 'Stays' })

  const answer = await ask(`${url}api/v1/inboxes/PR-1`, { method: 'DELETE' })

  expect(answer).toMatchObject({ status: 200, text: 'ok' })
  expect((await listMessages(url)).map(({ Subject }) => Subject)).toEqual(['Stays'])
})

test('what cannot be an inbox is refused, and nothing is deleted', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort)

  for (const path of ['inboxes/a%20b', 'inboxes/%00', 'inboxes/pr-1?inbox=pr-2']) {
    expect((await ask(`${url}api/v1/${path}`, { method: 'DELETE' })).status, path).toBe(400)
  }
  const ids = { method: 'DELETE', body: JSON.stringify({ IDs: ['1'] }) }
  expect((await ask(`${url}api/v1/inboxes/pr-1`, ids)).status, 'a list of IDs').toBe(400)
  expect((await ask(`${url}api/v1/inboxes`, { method: 'DELETE' })).status).toBe(405)
  expect(await listMessages(url)).toHaveLength(1)
})

test('duplicates are answered and not kept, where that was asked for', async () => {
  const { smtpPort, url } = await startMailmitt('--ignore-duplicate-ids')
  for (let left = 3; left > 0; left -= 1) {
    await sendMail(smtpPort, { messageId: '<same@example.com>' })
  }
  const body = JSON.stringify({
    From: { Email: 'a@x.test' },
    To: [{ Email: 'b@x.test' }],
    Headers: { 'Message-ID': '<same@example.com>' },
  })
  const sent = await ask(`${url}api/v1/send`, { method: 'POST', body })

  expect(sent.json()).toEqual({ ID: '' })
  expect(await listMessages(url)).toHaveLength(1)
  expect((await ask(`${url}api/v1/info`)).json()).toMatchObject({
    RuntimeStats: { SMTPAccepted: 1, SMTPIgnored: 3 },
  })
})

test('the certificate of the listeners is there to be trusted', async () => {
  const { url } = await startMailmitt()
  const answer = await ask(`${url}api/v1/ca.pem`)
  expect(answer.headers['content-type']).toContain('application/x-pem-file')
  expect(answer.text).toMatch(/^-----BEGIN CERTIFICATE-----\r?\n/)
})
