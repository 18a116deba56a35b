import { expect } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'
import type { Inbox } from './support/inbox-test.ts'

async function sendThree(inbox: Inbox): Promise<void> {
  for (const subject of ['First', 'Second', 'Third']) await inbox.send({ subject })
}

test('after a delete the next message is open, and the focus is where it was', async ({
  inbox,
  page,
}) => {
  await sendThree(inbox)
  await inbox.open()
  await inbox.row('Third').click()
  await expect(inbox.subject()).toHaveText('Third')

  await page.getByRole('button', { name: 'Delete', exact: true }).click()

  await expect(inbox.subject()).toHaveText('Second')
  await expect(inbox.row('Third')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Delete', exact: true })).toBeFocused()
  await expect.poll(() => inbox.ask('api/v1/messages')).toMatchObject({ total: 2 })
})

test('a delete with the row focused gives the focus to the next row', async ({ inbox, page }) => {
  await sendThree(inbox)
  await inbox.open()
  await inbox.row('Third').click()

  await page.keyboard.press('#')

  await expect(inbox.row('Second')).toBeFocused()
  await page.keyboard.press('#')
  await expect(inbox.row('First')).toBeFocused()
  await page.keyboard.press('#')
  await expect(page.getByRole('heading', { name: 'Waiting for mail' })).toBeVisible()
})

test('a delete that the server refuses is taken back, with its sentence', async ({
  inbox,
  page,
}) => {
  await sendThree(inbox)
  await inbox.open()
  await inbox.row('Second').click()
  await page.route('**/api/v1/messages', async (route) => {
    if (route.request().method() !== 'DELETE') return route.fallback()
    return route.fulfill({ status: 503, json: { Error: 'Not today.', Code: 'busy' } })
  })

  await page.keyboard.press('#')
  await expect(inbox.row('Second')).toHaveCount(0)

  await expect(page.getByRole('alert')).toContainText('Not today.')
  await expect(inbox.rows()).toContainText(['Third', 'Second', 'First'])
})

test('delete all asks first', async ({ inbox, page }) => {
  await sendThree(inbox)
  await inbox.open()
  const deleteAll = page.getByRole('button', { name: 'Delete all messages' })

  await deleteAll.click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('3 messages will be gone for good.')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeHidden()
  await expect(deleteAll).toBeFocused()
  await expect(inbox.rows()).toHaveCount(3)

  await deleteAll.click()
  await dialog.getByRole('button', { name: 'Delete all' }).click()
  await expect(page.getByRole('heading', { name: 'Waiting for mail' })).toBeVisible()
  expect(await inbox.ask('api/v1/messages')).toMatchObject({ total: 0 })
})

test('what somebody else deletes or reads changes here as well', async ({ inbox, page }) => {
  await sendThree(inbox)
  await inbox.open()
  await expect(page).toHaveTitle('(3) Mailmitt')
  const list = (await inbox.ask('api/v1/messages')) as { messages: { ID: string }[] }
  const write = (method: string, body: object): Promise<Response> =>
    fetch(new URL('api/v1/messages', inbox.url), {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })

  await write('PUT', { IDs: [list.messages[0]?.ID], Read: true })
  await expect(inbox.row('Third')).not.toContainText('Unread.')
  await expect(page).toHaveTitle('(2) Mailmitt')
  await write('DELETE', { IDs: [list.messages[1]?.ID] })
  await expect(inbox.row('Second')).toHaveCount(0)
})

test('marks unread and read again', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Once more' })
  await inbox.open()
  await inbox.row('Once more').click()
  await expect(inbox.row('Once more')).not.toContainText('Unread.')

  await page.getByRole('button', { name: 'Mark unread' }).click()
  await expect(inbox.row('Once more')).toContainText('Unread.')
  await expect.poll(() => inbox.ask('api/v1/messages')).toMatchObject({ unread: 1 })
  await page.getByRole('button', { name: 'Mark read' }).click()
  await expect(inbox.row('Once more')).not.toContainText('Unread.')
})
