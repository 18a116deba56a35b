import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'

interface Told {
  readonly title: string
  readonly body: string
  click: () => void
}

declare global {
  interface Window {
    told: Told[]
    asked: number
  }
}

/** A desktop that shows every notification; a browser without a screen has none. */
async function haveDesktop(page: Page, answer: NotificationPermission): Promise<void> {
  await page.addInitScript((given) => {
    window.told = []
    window.asked = 0
    class Shown extends EventTarget {
      static get permission(): NotificationPermission {
        return (sessionStorage.getItem('permission') ?? 'default') as NotificationPermission
      }
      static requestPermission(): Promise<NotificationPermission> {
        window.asked += 1
        sessionStorage.setItem('permission', given)
        return Promise.resolve(given)
      }
      constructor(title: string, { body = '' }: NotificationOptions = {}) {
        super()
        window.told.push({ title, body, click: () => this.dispatchEvent(new Event('click')) })
      }
      close(): void {
        this.dispatchEvent(new Event('close'))
      }
    }
    Object.defineProperty(window, 'Notification', { value: Shown })
    // The reader looks at an editor.
    document.hasFocus = () => false
  }, answer)
}

async function turnOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByRole('switch', { name: 'Notifications' }).click()
}

test('asks only on a click, then tells of new mail, and a click opens it', async ({
  inbox,
  page,
}) => {
  await haveDesktop(page, 'granted')
  await inbox.send({ subject: 'Before' })
  await inbox.open()
  await inbox.row('Before').waitFor()
  expect(await page.evaluate(() => window.asked)).toBe(0)

  await turnOn(page)
  await expect(page.getByRole('switch', { name: 'Notifications' })).toBeChecked()
  await page.keyboard.press('Escape')
  await page.reload()
  await inbox.row('Before').waitFor()
  await inbox.send({ subject: 'Your code', to: 'jane@example.com' })

  await expect.poll(() => page.evaluate(() => window.told.length)).toBe(1)
  expect(await page.evaluate(() => window.told[0])).toMatchObject({
    title: 'Your code',
    body: 'To jane@example.com',
  })
  expect(await page.evaluate(() => window.asked)).toBe(0)
  await page.evaluate(() => window.told[0]?.click())
  await expect(inbox.subject()).toHaveText('Your code')
})

test('a browser that refuses stays off, and says why', async ({ inbox, page }) => {
  await haveDesktop(page, 'denied')
  await inbox.open()

  await turnOn(page)

  const choice = page.getByRole('switch', { name: 'Notifications' })
  await expect(choice).not.toBeChecked()
  await expect(choice).toBeDisabled()
  await expect(page.getByRole('dialog')).toContainText('This browser blocks them for this page.')
  await inbox.send({ subject: 'Untold' })
  await expect(page).toHaveTitle('(1) Mailmitt')
  expect(await page.evaluate(() => window.told.length)).toBe(0)
})

test('the settings follow on a phone, where there are no keys', async ({ inbox, page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await inbox.send({ subject: 'Before' })
  await inbox.open()
  await inbox.row('Before').waitFor()

  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByRole('switch', { name: 'Follow' }).click()
  await page.getByRole('button', { name: 'Close' }).click()
  await inbox.send({ subject: 'After' })

  await expect(inbox.subject()).toHaveText('After')
})
