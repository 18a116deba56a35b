import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'
import type { Inbox } from './support/inbox-test.ts'

/** The frame is left out: axe hangs in it, and its content is the mail's, not ours. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

async function sendOfEachKind(inbox: Inbox): Promise<void> {
  await inbox.send({ subject: '', text: 'No subject here.' })
  await inbox.send({ subject: 'مرحبا بكم', text: 'نص', to: 'bob@checkout.inbox.test' })
  await inbox.send({
    subject: '🎉 A subject that goes on and on about many things and never stops. '.repeat(3),
    to: Array.from({ length: 20 }, (_, index) => `somebody-${index}@a-long-domain.example.com`),
    html: '<img src="https://cdn.example/pixel.png"><p>Hello</p>',
    text: `${'unbroken'.repeat(40)} https://example.com/${'path'.repeat(60)}`,
    attachments: [{ filename: `${'long-name-'.repeat(12)}.pdf`, content: 'pdf' }],
    envelope: { from: 'bounces@example.com', to: ['hidden@example.com'] },
  })
}

async function openListOfEachKind(inbox: Inbox): Promise<void> {
  await sendOfEachKind(inbox)
  await inbox.open()
  await expect(inbox.rows()).toHaveCount(3)
}

const messageTabs = ['Preview', 'Text', 'HTML', 'Headers', 'Structure', 'Raw', 'Session']

// One screen after another in one test would be a long one: axe takes seconds for each.
for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme axe finds nothing`, () => {
    test.beforeEach(({ page }) => page.emulateMedia({ colorScheme: theme }))

    test('in the empty inbox and in the list', async ({ inbox, page }) => {
      await inbox.open()
      await page.getByRole('heading', { name: 'Waiting for mail' }).waitFor()
      expect(await findings(page), 'empty inbox').toEqual([])

      await openListOfEachKind(inbox)
      expect(await findings(page), 'list').toEqual([])
    })

    test('in the tabs of a message', async ({ inbox, page }) => {
      test.slow()
      await openListOfEachKind(inbox)
      await inbox.row('🎉').click()
      await page.getByText('things to know').click()
      for (const tab of messageTabs) {
        await page.getByRole('tab', { name: tab }).click()
        await expect(page.getByRole('tabpanel', { name: tab })).toBeVisible()
        expect(await findings(page), tab).toEqual([])
      }
    })

    test('in the dialogs', async ({ inbox, page }) => {
      await openListOfEachKind(inbox)
      await page.keyboard.press('?')
      await page.getByRole('dialog').waitFor()
      expect(await findings(page), 'keys').toEqual([])
      await page.keyboard.press('Escape')
      for (const dialog of ['Settings', 'Set up an app']) {
        await page.getByRole('button', { name: dialog }).click()
        await page.getByRole('dialog', { name: dialog }).waitFor()
        expect(await findings(page), dialog).toEqual([])
        await page.keyboard.press('Escape')
      }
      await page.getByRole('button', { name: 'Delete all messages' }).click()
      await page.getByRole('alertdialog').waitFor()
      expect(await findings(page), 'delete all').toEqual([])
    })

    test('in the palette', async ({ inbox, page }) => {
      await openListOfEachKind(inbox)
      await page.keyboard.press('ControlOrMeta+k')
      const palette = page.getByRole('dialog', { name: 'All actions, places and mail' })
      await palette.getByRole('option', { name: 'checkout' }).waitFor()
      expect(await findings(page), 'palette').toEqual([])
      await page.keyboard.type('subject:never')
      await palette.getByRole('option', { name: '1 message found' }).waitFor()
      expect(await findings(page), 'palette with mail').toEqual([])
    })

    test('in the search', async ({ inbox, page }) => {
      await openListOfEachKind(inbox)
      const search = page.getByRole('combobox', { name: 'Search mail' })
      const suggestions = page.getByRole('listbox', { name: 'Suggestions' })
      await search.focus()
      await search.press('ArrowDown')
      await suggestions.getByRole('option', { selected: true }).waitFor()
      expect(await findings(page), 'suggestions').toEqual([])
      await search.fill('inbox:')
      await suggestions.getByRole('option', { name: 'inbox:checkout' }).waitFor()
      expect(await findings(page), 'suggested names').toEqual([])
      await search.press('ArrowDown')
      await search.press('Enter')
      await expect(suggestions).toBeHidden()

      await search.fill('subject:"oops')
      await page.getByRole('alert').waitFor()
      expect(await findings(page), 'refused search').toEqual([])
    })
  })
}
