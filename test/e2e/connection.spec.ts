import { expect } from '@playwright/test'
import { holdLine } from './support/hold-line.ts'
import { createInbox, inboxTest as test, sendLetter } from './support/inbox-test.ts'
import { startProgram } from './support/program.ts'

test('a server that comes back is noticed, and its mail is there', async ({ page }) => {
  const first = await startProgram()
  const inbox = createInbox(page, first)
  await inbox.open()
  await sendLetter(first, { subject: 'Before' })
  await expect(inbox.row('Before')).toBeVisible()

  await first.stop()
  await expect(page.getByText('Connection to Mailmitt lost')).toBeVisible()
  const second = await startProgram({
    httpPort: Number(new URL(first.url).port),
    smtpPort: first.smtpPort,
  })
  try {
    await sendLetter(second, { subject: 'After' })

    await expect(page.getByText('Connection to Mailmitt lost')).toBeHidden({ timeout: 15_000 })
    await expect(inbox.row('After')).toBeVisible()
    await expect(inbox.row('Before')).toHaveCount(0)
    await sendLetter(second, { subject: 'Live again' })
    await expect(inbox.row('Live again')).toBeVisible()
  } finally {
    await second.stop()
  }
})

test('nothing is missed while the connection is away, and nothing is loaded again', async ({
  inbox,
  page,
}) => {
  const line = await holdLine(page)
  let lists = 0
  page.on('request', (request) => {
    if (request.url().includes('/api/v1/messages')) lists += 1
  })
  await inbox.open()
  await inbox.send({ subject: 'Seen live' })
  await expect(inbox.row('Seen live')).toBeVisible()

  await line.cut()
  await expect(page.getByText('Connection to Mailmitt lost')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try now' })).toBeVisible()
  await inbox.send({ subject: 'Sent meanwhile' })
  // From here on it comes back by itself, perhaps before anybody could click.
  line.mend()

  await expect(page.getByText('Connection to Mailmitt lost')).toBeHidden({ timeout: 15_000 })
  await expect(inbox.rows()).toContainText(['Sent meanwhile', 'Seen live'])
  expect(lists).toBe(1)
})
