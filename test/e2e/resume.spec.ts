import { expect } from '@playwright/test'
import { holdLine } from './support/hold-line.ts'
import { createInbox, inboxTest as test, sendLetter } from './support/inbox-test.ts'
import type { Inbox } from './support/inbox-test.ts'
import { startProgram } from './support/program.ts'

const lost = 'Connection to Mailmitt lost'

async function idOf(inbox: Inbox, subject: string): Promise<string> {
  const found = (await inbox.ask(`api/v1/search?query=subject:${subject}`)) as {
    messages: { ID: string }[]
  }
  return found.messages[0]?.ID ?? ''
}

test('after a minute without a line, what came, went and was read meanwhile is told once', async ({
  inbox,
  page,
}) => {
  await page.clock.install()
  const line = await holdLine(page)
  let lists = 0
  page.on('request', (request) => {
    if (/\/api\/v1\/(messages|search)/.test(request.url())) lists += 1
  })
  for (const subject of ['Stays', 'Goes', 'Seen']) await inbox.send({ subject })
  const [gone, read] = [await idOf(inbox, 'Goes'), await idOf(inbox, 'Seen')]
  await inbox.open()
  await expect(inbox.rows()).toHaveCount(3)
  await page.clock.runFor(100)

  await line.cut()
  await expect(page.getByText(lost)).toBeVisible()
  const before = line.attempts()
  for (let seconds = 0; seconds < 60; seconds += 10) {
    const tried = line.attempts()
    await page.clock.runFor(10_000)
    await expect.poll(() => line.attempts()).toBeGreaterThan(tried)
  }
  // Fewer and fewer: at 250 ms each there would be 240.
  expect(line.attempts() - before).toBeLessThan(24)
  for (const subject of ['New 1', 'New 2']) await inbox.send({ subject })
  const json = { 'content-type': 'application/json' }
  const messages = new URL('api/v1/messages', inbox.url)
  await fetch(messages, { method: 'DELETE', headers: json, body: JSON.stringify({ IDs: [gone] }) })
  await fetch(messages, {
    method: 'PUT',
    headers: json,
    body: JSON.stringify({ IDs: [read], Read: true }),
  })
  line.mend()
  await page.clock.resume()
  await page.getByRole('button', { name: 'Try now' }).click()

  await expect(page.getByText(lost)).toBeHidden()
  await expect(inbox.rows()).toContainText(['New 2', 'New 1', 'Seen', 'Stays'])
  await expect(inbox.rows()).toHaveCount(4)
  await expect(inbox.row('Seen')).not.toContainText('Unread.')
  await expect(page).toHaveTitle('(3) Mailmitt')
  expect(lists).toBe(1)
})

test('a network that is back is used at once', async ({ inbox, page }) => {
  await page.clock.install()
  const line = await holdLine(page)
  await inbox.send({ subject: 'Before' })
  await inbox.open()
  await inbox.row('Before').waitFor()
  await line.cut()
  await expect(page.getByText(lost)).toBeVisible()
  line.mend()

  // The clock stands still: no timer has any part in it.
  await page.evaluate(() => window.dispatchEvent(new Event('online')))

  await expect(page.getByText(lost)).toBeHidden()
})

test('a server that starts again while a message and the sessions are looked at', async ({
  page,
}) => {
  const first = await startProgram()
  const inbox = createInbox(page, first)
  await sendLetter(first, { subject: 'Of the first run' })
  await inbox.open('sessions')
  const sessions = page.getByRole('list', { name: 'Sessions' })
  await expect(sessions).toContainText('Delivered')
  await page.getByRole('link', { name: 'All mail 1', exact: true }).click()
  await inbox.row('Of the first run').click()
  await expect(inbox.subject()).toHaveText('Of the first run')

  await first.stop()
  await expect(page.getByText(lost)).toBeVisible()
  await expect(inbox.subject()).toHaveText('Of the first run')
  await page.getByRole('link', { name: 'Sessions' }).click()
  await expect(sessions.getByRole('listitem')).toHaveCount(1)
  const second = await startProgram({
    httpPort: Number(new URL(first.url).port),
    smtpPort: first.smtpPort,
  })
  try {
    for (const subject of ['Second', 'Third']) await sendLetter(second, { subject })

    await expect(page.getByText(lost)).toBeHidden({ timeout: 15_000 })
    await expect(sessions.getByRole('listitem')).toHaveCount(2)
    await page.getByRole('link', { name: 'All mail 2' }).click()
    await expect(inbox.rows()).toContainText(['Third', 'Second'])
    await page.goBack()
    await expect(sessions).toBeVisible()
    await page.goBack()
    await expect(page.getByText('This message is not here')).toBeVisible()
    await page.goForward()
    await expect(sessions).toBeVisible()
  } finally {
    await second.stop()
  }
})

test('a part of the page that cannot be fetched says so, and comes with the page', async ({
  inbox,
  page,
}) => {
  await inbox.send({ subject: 'Hello' })
  await page.route(/assets\/SessionsView-.*\.js/, (route) => route.abort())
  await inbox.open()
  await page.getByRole('link', { name: 'Sessions' }).click()
  await expect(page.getByRole('alert')).toContainText('The list of sessions did not load')
  await page.unroute(/assets\/SessionsView-.*\.js/)

  await page.getByRole('button', { name: 'Load the page again' }).click()

  await expect(page).toHaveURL(`${inbox.url}sessions`)
  await expect(page.getByRole('list', { name: 'Sessions' })).toContainText('Delivered')
})
