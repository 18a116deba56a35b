import { expect } from '@playwright/test'
import { createInbox, inboxTest as test, sendLetter } from './support/inbox-test.ts'
import { startProgram } from './support/program.ts'

test('every address survives a reload', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Hello', html: '<p>Hi</p>', to: 'bob@checkout.inbox.test' })
  await inbox.open()
  await inbox.row('Hello').click()
  await page.getByRole('tab', { name: 'Headers' }).click()
  await expect(page).toHaveURL(/\/view\/[0-9A-Za-z]{22}\?tab=headers$/)

  await page.reload()
  await expect(inbox.subject()).toHaveText('Hello')
  await expect(page.getByRole('tab', { name: 'Headers' })).toHaveAttribute('aria-selected', 'true')
  for (const path of ['', 'search?q=hello', 'inbox/checkout', 'search?q=is%3Aunread']) {
    await inbox.open(path)
    await page.reload()
    await expect(page).toHaveURL(inbox.url + path)
    await expect(page.getByRole('combobox', { name: 'Search mail' })).toBeVisible()
  }
})

test('back and forward walk through what was opened', async ({ inbox, page }) => {
  await inbox.send({ subject: 'First', html: '<p>1</p>' })
  await inbox.send({ subject: 'Second', html: '<p>2</p>' })
  await inbox.open()
  await inbox.row('First').click()
  await expect(inbox.subject()).toHaveText('First')
  await inbox.row('Second').click()
  await expect(inbox.subject()).toHaveText('Second')

  await page.goBack()
  await expect(inbox.subject()).toHaveText('First')
  await page.goBack()
  await expect(page.getByText('Select a message to read it.')).toBeVisible()
  await page.goForward()
  await expect(inbox.subject()).toHaveText('First')
})

test('a message opened from a search goes back to it', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Invoice' })
  await inbox.send({ subject: 'Welcome' })
  await inbox.open('search?q=invoice')
  await inbox.row('Invoice').click()
  await expect(inbox.subject()).toHaveText('Invoice')

  await page.reload()
  await expect(inbox.rows()).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(`${inbox.url}search?q=invoice`)
})

test('/view/latest is the newest message, and stays it', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Older' })
  await inbox.send({ subject: 'Newest' })

  await inbox.open('view/latest')

  await expect(inbox.subject()).toHaveText('Newest')
  await expect(inbox.row('Newest')).toHaveAttribute('aria-current', 'true')
  await inbox.send({ subject: 'Newer still' })
  await expect(inbox.subject()).toHaveText('Newer still')
  await expect(page).toHaveURL(`${inbox.url}view/latest`)
  await page.reload()
  await expect(inbox.subject()).toHaveText('Newer still')

  await page.keyboard.press('j')
  await expect(inbox.subject()).toHaveText('Newest')
  await expect(page).toHaveURL(/\/view\/[0-9A-Za-z]{22}$/)
  await inbox.send({ subject: 'Too late' })
  await expect(inbox.row('Too late')).toBeVisible()
  await expect(inbox.subject()).toHaveText('Newest')
})

test('/view/latest waits for the first message, and knows its list', async ({ inbox, page }) => {
  await inbox.open('view/latest?inbox=checkout')
  await expect(page.getByRole('heading', { name: 'Waiting for a message' })).toBeVisible()

  await inbox.send({ subject: 'For another', to: 'ann@blog.inbox.test' })
  await inbox.send({ subject: 'For the shop', to: 'ann@checkout.inbox.test' })

  await expect(inbox.subject()).toHaveText('For the shop')
  await inbox.send({ subject: 'For another again', to: 'ann@blog.inbox.test' })
  await page.reload()
  await expect(inbox.subject()).toHaveText('For the shop')
  await page.keyboard.press('#')
  await expect(page).toHaveURL(`${inbox.url}inbox/checkout`)
})

test('everything works under a webroot', async ({ page }) => {
  const program = await startProgram({ args: ['--webroot', '/tools/mail/'] })
  try {
    const inbox = createInbox(page, program)
    await inbox.open()
    await sendLetter(program, { subject: 'Under a root', html: '<p>Rooted</p>' })
    await inbox.row('Under a root').click()

    await expect(page.frameLocator('iframe').getByText('Rooted')).toBeVisible()
    expect(new URL(page.url()).pathname).toMatch(/^\/tools\/mail\/view\//)
    await page.reload()
    await expect(inbox.subject()).toHaveText('Under a root')
  } finally {
    await program.stop()
  }
})
