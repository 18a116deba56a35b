import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'
import type { Inbox } from './support/inbox-test.ts'

function tags(page: Page): Locator {
  return page.getByRole('list', { name: 'Tags of this message' }).getByRole('link')
}

async function setTags(inbox: Inbox, subject: string, names: string[]): Promise<void> {
  const { messages } = (await inbox.ask('api/v1/messages')) as {
    messages: { ID: string; Subject: string }[]
  }
  const found = messages.find(({ Subject }) => Subject === subject)
  await fetch(new URL('api/v1/tags', inbox.url), {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ IDs: [found?.ID], Tags: names }),
  })
}

test('e adds tags with the keyboard alone, known ones by their beginning', async ({
  inbox,
  page,
}) => {
  await inbox.send({ subject: 'First' })
  await setTags(inbox, 'First', ['Invoice', 'Welcome'])
  await inbox.send({ subject: 'Second' })
  await inbox.open()
  await inbox.row('Second').click()
  await expect(inbox.subject()).toHaveText('Second')

  await page.keyboard.press('e')
  const field = page.getByRole('combobox', { name: 'Add a tag' })
  await expect(field).toBeFocused()
  await page.getByRole('option', { name: 'Invoice' }).waitFor()
  await field.pressSequentially('wel')
  await expect(page.getByRole('option')).toHaveText(['Welcome'])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await field.pressSequentially('Brand new')
  await page.keyboard.press('Enter')
  await expect(tags(page)).toHaveText(['Brand new', 'Welcome'])
  await page.keyboard.press('Escape')

  await expect(page.getByRole('button', { name: 'Add tag' })).toBeFocused()
  await expect(inbox.subject()).toHaveText('Second')
  await expect.poll(() => inbox.ask('api/v1/tags')).toEqual(['Brand new', 'Invoice', 'Welcome'])
})

test('a tag is removed with its cross, and the focus goes to the next one', async ({
  inbox,
  page,
}) => {
  await inbox.send({ subject: 'Tagged' })
  await setTags(inbox, 'Tagged', ['A', 'B'])
  await inbox.open()
  await inbox.row('Tagged').click()

  await page.getByRole('button', { name: 'Remove the tag A' }).click()

  await expect(tags(page)).toHaveText(['B'])
  await expect(page.getByRole('button', { name: 'Remove the tag B' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(tags(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Add tag' })).toBeFocused()
  await expect.poll(() => inbox.ask('api/v1/tags')).toEqual([])
})

test('tags that somebody else changes show at once', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Shared' })
  await inbox.open()
  await inbox.row('Shared').click()
  await expect(inbox.subject()).toHaveText('Shared')

  await setTags(inbox, 'Shared', ['Theirs'])

  await expect(tags(page)).toHaveText(['Theirs'])
})

test('a tag that the server refuses goes away again, with its sentence', async ({
  inbox,
  page,
}) => {
  await inbox.send({ subject: 'Refused' })
  await inbox.open()
  await inbox.row('Refused').click()
  await page.route('**/api/v1/tags', async (route) => {
    if (route.request().method() !== 'PUT') return route.fallback()
    return route.fulfill({ status: 503, json: { Error: 'Not today.', Code: 'busy' } })
  })

  await page.getByRole('button', { name: 'Add tag' }).click()
  await page.keyboard.type('Nope')
  await page.keyboard.press('Enter')

  await expect(page.getByRole('alert')).toContainText('Not today.')
  await expect(tags(page)).toHaveCount(0)
})

test('a tag leads to the mail that has it', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Tagged' })
  await inbox.send({ subject: 'Other' })
  await setTags(inbox, 'Tagged', ['Two words'])
  await inbox.open()
  await inbox.row('Tagged').click()

  await tags(page).click()

  await expect(inbox.rows()).toHaveCount(1)
  await expect(inbox.row('Tagged')).toBeVisible()
})

test('a tag that the server writes otherwise is shown so from the start', async ({
  inbox,
  page,
}) => {
  await inbox.send({ subject: 'Known' })
  await setTags(inbox, 'Known', ['Welcome'])
  await inbox.send({ subject: 'Hello' })
  await setTags(inbox, 'Hello', ['Zeta'])
  await inbox.open()
  await inbox.row('Hello').click()
  await expect(tags(page)).toHaveText(['Zeta'])
  const row = page.getByRole('list', { name: 'Tags of this message' })
  const seen = await row.evaluateHandle((list) => {
    const names = new Set<string>()
    const note = (): void => {
      for (const { textContent } of list.querySelectorAll('a')) names.add(textContent)
    }
    new MutationObserver(note).observe(list, {
      subtree: true,
      childList: true,
      characterData: true,
    })
    return names
  })

  await page.keyboard.press('e')
  await page.getByRole('option', { name: 'Welcome' }).waitFor()
  await page.keyboard.type('WELCOME')
  await page.keyboard.press('Enter')
  await page.keyboard.type('a / b')
  await page.keyboard.press('Enter')
  await expect
    .poll(async () => ((await inbox.ask('api/v1/messages?limit=1')) as List).messages[0]?.Tags)
    .toEqual(['a b', 'Welcome', 'Zeta'])
  await expect(inbox.row('Hello')).toContainText('a b')

  await expect(tags(page)).toHaveText(['a b', 'Welcome', 'Zeta'])
  expect(await seen.evaluate((names) => [...names].sort())).toEqual(['Welcome', 'Zeta', 'a b'])
})

interface List {
  readonly messages: readonly { readonly Tags: readonly string[] }[]
}
