import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'

const html = '<h1>Hello</h1><p>Nice to see you.</p>'

test('offers only the tabs that have something to show', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Both', html, text: 'Hello' })
  await inbox.send({ subject: 'Text alone', text: 'Hello' })
  await inbox.send({ subject: 'Neither', text: '' })
  await inbox.open()

  await inbox.row('Both').click()
  await expect(page.getByRole('tab')).toHaveText([
    ...['Preview', 'Text', 'HTML', 'Headers', 'Structure', 'Raw', 'Session'],
  ])
  await inbox.row('Text alone').click()
  await expect(page.getByRole('tab')).toHaveText(['Text', 'Headers', 'Structure', 'Raw', 'Session'])
  await inbox.row('Neither').click()
  await expect(page.getByRole('tab')).toHaveText(['Headers', 'Structure', 'Raw', 'Session'])
})

test('shows the HTML, its source, the headers and the raw message', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Grüße aus Köln', html, text: 'Hello in plain text' })
  await inbox.open()
  await inbox.row('Grüße').click()

  await expect(page.frameLocator('iframe').getByText('Nice to see you.')).toBeVisible()
  await page.getByRole('tab', { name: 'Text' }).click()
  await expect(page.getByRole('tabpanel')).toContainText('Hello in plain text')
  await page.getByRole('tab', { name: 'HTML' }).click()
  await expect(page.getByRole('tabpanel')).toContainText('<h1>Hello</h1>')
  await page.getByRole('tab', { name: 'Headers' }).click()
  await page.getByRole('textbox', { name: 'Filter headers' }).fill('subj')
  await expect(page.getByRole('tabpanel')).toContainText('Grüße aus Köln')
  await expect(page.getByRole('tabpanel')).toContainText('1 of ')
  await page.getByRole('tab', { name: 'Raw' }).click()
  await expect(page.getByRole('tabpanel')).toContainText('Subject: =?UTF-8?')
})

test('previews at the width of a phone', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Wide', html })
  await inbox.open()
  await inbox.row('Wide').click()

  await page.getByRole('button', { name: /^Phone/ }).click()
  await expect.poll(async () => (await page.locator('iframe').boundingBox())?.width).toBe(375)
  await page.getByRole('button', { name: /^Full/ }).click()
  await expect
    .poll(async () => (await page.locator('iframe').boundingBox())?.width)
    .toBeGreaterThan(500)
})

test('downloads the message and its attachments, and shows images small', async ({
  inbox,
  page,
}) => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC',
    'base64',
  )
  await inbox.send({
    subject: 'With files',
    attachments: [
      { filename: 'dot.png', content: png },
      { filename: 'numbers.csv', content: 'a,b\n1,2\n' },
    ],
  })
  await inbox.open()
  await inbox.row('With files').click()

  await expect
    .poll(() =>
      page
        .locator('ul[aria-label="Attachments"] img')
        .evaluate((image: HTMLImageElement) => image.naturalWidth),
    )
    .toBe(180)
  const part = page.waitForEvent('download')
  await page.getByRole('link', { name: 'numbers.csv' }).click()
  expect(await readFile(await (await part).path(), 'utf8')).toBe('a,b\n1,2\n')
  const whole = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Message' }).click()
  expect(await readFile(await (await whole).path(), 'utf8')).toContain('Subject: With files')
})

test('says quietly where the envelope and the headers disagree', async ({ inbox, page }) => {
  await inbox.send({
    subject: 'Secret copy',
    to: 'ann@example.com',
    envelope: { from: 'bounces@example.com', to: ['ann@example.com', 'hidden@example.com'] },
  })
  await inbox.open()
  await inbox.row('Secret copy').click()

  await page.getByText('2 things to know about this message').click()
  await expect(page.getByText('MAIL FROM was bounces@example.com')).toBeVisible()
  await expect(page.locator('details').getByText('hidden@example.com')).toBeVisible()
})

test('a large raw message shows its beginning and is offered whole', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Large', text: `${'0123456789'.repeat(7)}\n`.repeat(20_000) })
  await inbox.open()
  await inbox.row('Large').click()

  await page.getByRole('tab', { name: 'Raw' }).click()

  await expect(page.getByText('Only the beginning is shown')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Download', exact: true })).toBeVisible()
})

test('says so when the message is gone', async ({ inbox, page }) => {
  await inbox.open('view/0000000000000000000000')

  await expect(page.getByText('This message is not here')).toBeVisible()
})

test('the head names everybody, when and how large; each address leads to a search', async ({
  inbox,
  page,
}) => {
  await inbox.send({
    subject: 'To many',
    to: ['Ann <ann@example.com>', 'bob@checkout.inbox.test'],
    envelope: {
      from: 'app@example.com',
      to: ['ann@example.com', 'bob@checkout.inbox.test', 'hidden@example.com'],
    },
  })
  await inbox.open('view/latest')
  const head = page.getByRole('region', { name: 'Message', exact: true }).locator('header')
  await expect(inbox.subject()).toHaveText('To many')

  await expect(head.locator('dt')).toHaveText(['From', 'To', 'Bcc', 'Received'])
  await expect(head.locator('time')).toHaveAttribute('title', /\d{1,2}:\d{2}:\d{2}/)
  await expect(head).toContainText(/· \d+ B\b/)
  for (const [name, query] of [
    ['App <app@example.com>', 'from:app@example.com'],
    ['Ann <ann@example.com>', 'to:ann@example.com'],
    ['hidden@example.com', 'bcc:hidden@example.com'],
  ] as const) {
    const href = await head.getByRole('link', { name }).getAttribute('href')
    expect(new URL(href ?? '', inbox.url).searchParams.get('q'), name).toBe(query)
  }
  await expect(head.getByRole('link', { name: 'checkout', exact: true })).toHaveAttribute(
    'href',
    `${inbox.url}inbox/checkout`,
  )
})

test('previous and next go through the list, and end where it does', async ({ inbox, page }) => {
  for (const subject of ['First', 'Second']) await inbox.send({ subject })
  await inbox.open()
  await inbox.row('Second').click()
  const previous = page.getByRole('button', { name: 'Previous message' })
  const next = page.getByRole('button', { name: 'Next message' })
  await expect(page.getByText('1 of 2')).toBeVisible()
  await expect(previous).toBeDisabled()

  await next.click()

  await expect(inbox.subject()).toHaveText('First')
  await expect(page.getByText('2 of 2')).toBeVisible()
  await expect(next).toBeDisabled()
  await previous.click()
  await expect(inbox.subject()).toHaveText('Second')
})
