import { expect } from '@playwright/test'
import { holdLine } from '../e2e/support/hold-line.ts'
import { screensTest as test } from './screens-test.ts'

test('empty', async ({ emptyStage: { page, open, shoot } }) => {
  await open()
  await page.getByRole('heading', { name: 'Waiting for mail' }).waitFor()
  await shoot('empty')
  await page.getByRole('button', { name: 'Laravel' }).click()
  await shoot('empty-laravel')
})

test('list', async ({ stage: { page, open, shoot } }) => {
  await open()
  await page.getByRole('list', { name: 'Messages' }).getByRole('listitem').first().waitFor()
  await shoot('list')
  await page.getByRole('list', { name: 'Messages' }).evaluate((list) => list.scrollTo(0, 900))
  await shoot('list-further')
})

test('places', async ({ stage: { page, open, shoot } }) => {
  await open()
  const places = page.getByRole('button', { name: 'other mailboxes' })
  if (await places.isVisible()) await places.click()
  await shoot('places')
})

test('selection', async ({ stage: { page, open, shoot } }) => {
  await open()
  const boxes = page.getByRole('list', { name: 'Messages' }).getByRole('checkbox')
  for (const index of [0, 2, 3]) await boxes.nth(index).check({ force: true })
  await shoot('selection')
  await page.getByRole('button', { name: 'Tag', exact: true }).click()
  await shoot('selection-tag')
})

test('search', async ({ stage: { page, open, shoot } }) => {
  await open()
  const box = page.getByRole('combobox', { name: 'Search mail' })
  await box.click()
  await page.getByRole('listbox').waitFor()
  await shoot('search-suggestions')
  await box.fill('tag:')
  await page.getByRole('option').first().waitFor()
  await shoot('search-tags')
  await box.fill('subject:"oops')
  await page.getByRole('alert').waitFor()
  await shoot('search-refused')
  await open('search?q=receipt')
  await shoot('search-results')
  await open('search?q=subject%3Anothing-of-that-name')
  await page.getByText('Nothing matches').waitFor()
  await shoot('search-nothing')
})

test('dialogs', async ({ stage: { page, isPhone, open, shoot } }) => {
  await open()
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('dialog').waitFor()
  await shoot('palette')
  await page.getByRole('dialog').getByRole('combobox').fill('re')
  await shoot('palette-typed')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('dialog', { name: 'Settings' }).waitFor()
  await shoot('settings')
  await page.getByRole('button', { name: 'Set up an app' }).last().click()
  await page.getByRole('dialog', { name: 'Set up an app' }).waitFor()
  await shoot('setup')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Delete all messages' }).click()
  await page.getByRole('alertdialog').waitFor()
  await shoot('delete-all')
  await page.keyboard.press('Escape')
  if (isPhone) return
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
  await shoot('keys')
})

test('undo', async ({ stage: { page, open, shoot } }) => {
  await open()
  const row = page.getByRole('list', { name: 'Messages' }).getByRole('checkbox')
  await row.nth(1).check({ force: true })
  await page.getByRole('button', { name: 'Delete the selected' }).click()
  await page.getByRole('button', { name: 'Undo' }).hover()
  await shoot('undo')
  await page.getByRole('button', { name: 'Undo' }).click()
})

test('connection lost', async ({ stage: { page, open, shoot } }) => {
  const line = await holdLine(page)
  await open()
  await line.cut()
  await expect(page.getByText('Connection to Mailmitt lost')).toBeVisible()
  await shoot('connection-lost')
})
