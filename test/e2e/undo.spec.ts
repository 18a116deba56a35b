import { expect } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'
import type { Inbox } from './support/inbox-test.ts'

test.beforeEach(async ({ inbox }) => {
  for (const subject of ['First', 'Second', 'Third']) await inbox.send({ subject })
  await inbox.open()
  await inbox.row('Third').waitFor()
})

async function kept(inbox: Inbox): Promise<number> {
  return ((await inbox.ask('api/v1/messages')) as { total: number }).total
}

test('a deletion is taken back with the button, and nothing was sent', async ({ inbox, page }) => {
  const sent: string[] = []
  page.on('request', (request) => sent.push(request.method()))
  await inbox.row('Second').focus()
  await inbox.row('Second').click()
  await expect(inbox.subject()).toHaveText('Second')
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(inbox.row('Second')).toHaveCount(0)
  await expect(page).toHaveTitle(/^\(1\) /)

  await page.getByRole('button', { name: 'Undo' }).click()

  await expect(inbox.rows()).toContainText(['Third', 'Second', 'First'])
  await expect(inbox.subject()).toHaveText('Second')
  await expect(page.getByText('deleted')).toBeHidden()
  expect(sent).not.toContain('DELETE')
})

for (const key of ['z', 'ControlOrMeta+z']) {
  test(`${key} takes the last deletion back, and again the one before`, async ({ inbox, page }) => {
    await inbox.row('Third').focus()
    await page.keyboard.press('x')
    await page.keyboard.press('#')
    await expect(inbox.row('Second')).toBeFocused()
    await page.keyboard.press('#')
    await expect(page.getByText('2 messages deleted')).toBeVisible()
    await expect(inbox.rows()).toHaveCount(1)

    await page.keyboard.press(key)
    await expect(inbox.rows()).toContainText(['Second', 'First'])
    await expect(inbox.row('Second')).toBeFocused()
    await page.keyboard.press(key)

    await expect(inbox.rows()).toContainText(['Third', 'Second', 'First'])
    await expect(inbox.row('Third')).toBeFocused()
    expect(await kept(inbox)).toBe(3)
  })
}

test('several deletions are taken back at once', async ({ inbox, page }) => {
  await page.keyboard.press('x')
  await page.keyboard.press('#')
  await page.keyboard.press('#')
  await page.keyboard.press('#')
  await expect(page.getByRole('heading', { name: 'Waiting for mail' })).toBeVisible()

  await page.getByRole('button', { name: 'Undo all' }).click()

  await expect(inbox.rows()).toContainText(['Third', 'Second', 'First'])
  expect(await kept(inbox)).toBe(3)
})

test('it is sent by itself after a while, and then there is nothing to undo', async ({
  inbox,
  page,
}) => {
  await page.keyboard.press('x')
  await page.keyboard.press('#')
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
  expect(await kept(inbox)).toBe(3)

  await expect.poll(() => kept(inbox)).toBe(2)
  await expect(page.getByRole('button', { name: 'Undo' })).toBeHidden()
  await page.keyboard.press('z')
  await expect(inbox.rows()).toHaveCount(2)
})

test('a deletion is not lost when the page is left in its time', async ({ inbox, page }) => {
  await page.keyboard.press('x')
  await page.keyboard.press('#')
  await expect(inbox.rows()).toHaveCount(2)

  await page.goto('about:blank')

  await expect.poll(() => kept(inbox)).toBe(2)
})

test('a deletion is not lost when the page is closed in its time', async ({ inbox, page }) => {
  await page.keyboard.press('x')
  await page.keyboard.press('#')
  await expect(inbox.rows()).toHaveCount(2)

  await page.close()

  await expect.poll(() => kept(inbox)).toBe(2)
})

test('a reload in its time shows the list without it', async ({ inbox, page }) => {
  await page.keyboard.press('x')
  await page.keyboard.press('#')
  await expect(inbox.rows()).toHaveCount(2)

  await page.reload()

  await expect(inbox.rows()).toContainText(['Second', 'First'])
  await expect(inbox.row('Third')).toHaveCount(0)
})

test('mail that comes in its time stays, and so does the count', async ({ inbox, page }) => {
  await page.keyboard.press('x')
  await page.keyboard.press('#')
  await expect(inbox.rows()).toHaveCount(2)

  await inbox.send({ subject: 'Fourth' })

  await expect(inbox.rows()).toContainText(['Fourth', 'Second', 'First'])
  await expect(page).toHaveTitle('(3) Mailmitt')
  await expect.poll(() => kept(inbox)).toBe(3)
  await expect(page).toHaveTitle('(3) Mailmitt')
  await expect(inbox.rows()).toContainText(['Fourth', 'Second', 'First'])
})

test('what somebody else deletes in its time does not come back', async ({ inbox, page }) => {
  const { messages } = (await inbox.ask('api/v1/messages')) as { messages: { ID: string }[] }
  await page.keyboard.press('x')
  await page.keyboard.press('#')
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()

  await fetch(new URL('api/v1/messages', inbox.url), {
    method: 'DELETE',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ IDs: [messages[0]?.ID] }),
  })

  await expect(page.getByRole('button', { name: 'Undo' })).toBeHidden()
  await expect(inbox.rows()).toContainText(['Second', 'First'])
})
