import { expect } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'

/** One red pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

function naturalWidth(image: HTMLElement | SVGElement): number {
  return image instanceof HTMLImageElement && image.complete ? image.naturalWidth : 0
}

test('an inline image of the mail is shown, also with remote content blocked', async ({
  inbox,
  page,
}) => {
  await inbox.send({
    subject: 'With a logo',
    html: '<img alt="logo" src="cid:logo@example.com">',
    attachments: [{ filename: 'logo.png', content: pixel, cid: 'logo@example.com' }],
  })
  await inbox.open()
  await inbox.row('With a logo').click()

  const image = page.frameLocator('iframe').getByAltText('logo')
  await expect.poll(() => image.evaluate(naturalWidth)).toBe(1)
})

test('a mail cannot read or change other mail through its images', async ({ inbox, page }) => {
  await inbox.send({ subject: 'Victim', text: 'unread' })
  await inbox.send({
    subject: 'Attack',
    html: '<img src="/api/v1/message/latest?query=subject:victim"><p>shown</p>',
  })
  await inbox.open()
  await inbox.row('Attack').click()
  await expect(page.frameLocator('iframe').getByText('shown')).toBeVisible()

  expect(await inbox.ask('api/v1/search?query=subject:victim')).toMatchObject({
    messages: [{ Subject: 'Victim', Read: false }],
  })
})
