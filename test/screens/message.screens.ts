import type { Stage } from './screens-test.ts'
import { screensTest as test } from './screens-test.ts'

const tabs = ['Text', 'HTML', 'Headers', 'Structure', 'Raw', 'Session']

/** One picture of each, as it opens. */
const messages: readonly (readonly [name: string, subject: string])[] = [
  ['newsletter', 'Weekly Loaf'],
  ['verification', 'Your verification code'],
  ['code', 'Verify your email address'],
  ['reset', 'Reset'],
  ['receipt', 'Your receipt from Acme'],
  ['order', 'Your receipt for order'],
  ['right-to-left', 'تم شحن طلبك'],
  ['long-subject', 'Deployment'],
  ['long-names', 'An unbroken subject'],
  ['twenty-recipients', 'all twenty'],
  ['attachments', 'Photos, the contract'],
  ['links', 'trip to Lisbon'],
  ['gmail-clip', 'Gmail clips'],
  ['text-only', 'Cron'],
]

for (const [name, subject] of messages) {
  test(`message ${name}`, async ({ stage: { page, read, shoot } }) => {
    await read(subject)
    await page.getByRole('tabpanel').waitFor()
    await shoot(`message-${name}`)
  })
}

test('messages that lack something', async ({ stage: { page, open, program, shoot } }) => {
  const listed = (await (
    await fetch(new URL('api/v1/messages?limit=200', program.url))
  ).json()) as {
    messages: { ID: string; Subject: string; Snippet: string }[]
  }
  const bare = listed.messages.filter(({ Subject }) => Subject === '')
  for (const [name, message] of [
    ['no-body', bare.find(({ Snippet }) => Snippet === '')],
    ['no-subject', bare.find(({ Snippet }) => Snippet.startsWith('No subject'))],
    ['broken', listed.messages.at(-2)],
    ['no-headers', listed.messages.at(-1)],
  ] as const) {
    await open(`view/${message?.ID ?? ''}`)
    await page.getByRole('tabpanel').waitFor()
    const remarks = page.locator('details.remarks summary')
    if (await remarks.isVisible()) await remarks.click()
    await shoot(`message-${name}`)
  }
})

test('tabs', async ({ stage: { page, read, shoot } }) => {
  await read('Photos, the contract')
  await showTab(page, 'Structure')
  await shoot('tab-structure-attachments')
  await read('Welcome to Aurora')
  for (const tab of tabs) {
    await showTab(page, tab)
    if (tab === 'Session') await page.getByRole('list', { name: 'Conversation' }).waitFor()
    await shoot(`tab-${tab.toLowerCase()}`)
  }
})

test('previews', async ({ stage: { page, isPhone, read, shoot } }) => {
  await read('Welcome to Aurora', '?scheme=dark')
  await shoot('preview-dark')
  await read('Weekly Loaf', '?scheme=forced-dark')
  await shoot('preview-forced-dark')
  await read('Weekly Loaf')
  await page.getByRole('button', { name: 'Images off' }).click()
  await shoot('preview-images-off')
  await read('Welcome to Aurora')
  await page.getByRole('button', { name: 'As in an inbox' }).click()
  await shoot('preview-inbox-line')
  await page.getByRole('button', { name: 'As in an inbox' }).click()
  if (isPhone) return
  await page.getByRole('button', { name: /^Phone/ }).click()
  await shoot('preview-phone')
  await page.getByRole('button', { name: /^Desktop/ }).click()
  await shoot('preview-desktop')
})

test('what a message has to say', async ({ stage: { page, read, shoot } }) => {
  await read('Photos, the contract')
  await page.locator('details.remarks summary').click()
  await shoot('message-remarks')
  await page.getByRole('button', { name: 'Download', exact: true }).click()
  await shoot('message-download')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Add tag' }).click()
  await shoot('message-tag')
})

test('a message that is gone', async ({ stage: { page, open, shoot } }) => {
  await open('view/nothing')
  await page.getByRole('heading', { name: 'This message is not here' }).waitFor()
  await shoot('message-gone')
})

test('sessions', async ({ stage: { page, open, shoot } }) => {
  await open('sessions')
  await page.getByRole('list', { name: 'Sessions' }).getByRole('listitem').first().waitFor()
  await shoot('sessions')
  for (const outcome of ['Refused', 'Broken off', 'Delivered']) {
    await open('sessions')
    await page
      .getByRole('list', { name: 'Sessions' })
      .getByRole('link')
      .filter({ hasText: outcome })
      .first()
      .click()
    await page.getByRole('list', { name: 'Conversation' }).waitFor()
    await shoot(`session-${outcome.toLowerCase().replace(' ', '-')}`)
  }
  await open('sessions/nothing')
  await shoot('session-gone')
})

async function showTab(page: Stage['page'], tab: string): Promise<void> {
  await page.getByRole('tab', { name: tab, exact: true }).click()
  await page.getByRole('tabpanel', { name: tab }).locator('> *').first().waitFor()
}
