import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'

/** Swagger UI is 1.9 MB of script, which a busy machine takes its time to read. */
const loading = { timeout: 40_000 }

test.beforeEach(() => test.setTimeout(90_000))

/** Requests elsewhere, and everything that the page's own policy refused. */
function watch(page: Page, own: string): readonly string[] {
  const wrong: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(own) && !request.url().startsWith('data:')) {
      wrong.push(request.url())
    }
  })
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text())
  })
  page.on('pageerror', (error) => wrong.push(error.message))
  return wrong
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the docs page shows every topic and asks nobody else, ${colorScheme}`, async ({
    inbox,
    page,
  }) => {
    const wrong = watch(page, inbox.url)
    await page.emulateMedia({ colorScheme })

    await inbox.open('api/v1/')

    await expect(page.getByRole('heading', { name: /^Mailmitt/ })).toBeVisible(loading)
    await expect(page.getByRole('link', { name: 'Waiting and events', exact: true })).toBeVisible()
    expect(wrong).toEqual([])
  })
}

test('a request can be tried on the docs page', async ({ inbox, page }) => {
  await inbox.send({ subject: 'For the docs' })
  await inbox.open('api/v1/#/Messages/getMessages')

  await page.getByRole('button', { name: 'Try it out' }).click(loading)
  await page.getByRole('button', { name: 'Execute' }).click()

  await expect(page.getByText('"Subject": "For the docs"').first()).toBeVisible()
})
