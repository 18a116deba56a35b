import { connect } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test as base } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { createTransport } from 'nodemailer'
import { createInbox, sendLetter } from './support/inbox-test.ts'
import type { Inbox } from './support/inbox-test.ts'
import { startProgram } from './support/program.ts'
import type { Program } from './support/program.ts'

interface Fixtures {
  /** Of its own: sessions are not deleted with the mail. */
  own: Program
  inbox: Inbox
}

const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern.
  own: async ({}, use) => {
    const program = await startProgram()
    await use(program)
    await program.stop()
  },
  inbox: async ({ page, own }, use) => use(createInbox(page, own)),
})

/** An app that sends to a mailbox which is not there. */
async function beRefused(program: Program, to = 'reject-550@fault.test'): Promise<void> {
  await expect(sendLetter(program, { to, subject: 'Refused' })).rejects.toThrow('550')
}

/** An app that goes away in the middle: each line waits for the answer to the one before. */
async function breakOff({ smtpPort }: Program, lines: readonly string[]): Promise<void> {
  const socket = connect(smtpPort, '127.0.0.1').setEncoding('utf8')
  const left = [...lines]
  let answer = ''
  for await (const piece of socket as AsyncIterable<string>) {
    answer += piece
    if (!/^\d{3} .*\r\n$/m.test(answer)) continue
    answer = ''
    const line = left.shift()
    if (line === undefined) return
    socket.write(`${line}\r\n`)
  }
}

function rows(page: Page): Locator {
  return page.getByRole('list', { name: 'Sessions' }).getByRole('listitem')
}

function row(page: Page, text: string): Locator {
  return rows(page).filter({ hasText: text }).getByRole('link')
}

function session(page: Page): Locator {
  return page.getByRole('region', { name: 'Session', exact: true })
}

test('where no mail arrives, the failed sessions are counted and say why', async ({
  inbox,
  own,
  page,
}) => {
  await sendLetter(own, { subject: 'Arrived' })
  await beRefused(own)
  await inbox.open()
  const places = page.getByRole('navigation', { name: 'Mailboxes' })

  await places.getByRole('link', { name: 'Sessions 1 failed' }).click()

  await expect(page).toHaveURL(`${own.url}sessions`)
  await expect(page).toHaveTitle('(1) Sessions · Mailmitt')
  await expect(rows(page)).toContainText([/Refused.*550/, /Delivered.*1 message/])
  await row(page, 'Refused').click()
  await expect(page).toHaveURL(/\/sessions\/[0-9a-f]+$/)
  await expect(session(page)).toContainText('Refused')
  await expect(session(page)).toContainText('RCPT was answered 550')
  const conversation = page.getByRole('list', { name: 'Conversation' })
  await expect(conversation).toContainText('RCPT TO:<reject-550@fault.test>')
  await expect(conversation.getByText('550 5.1.1')).toBeVisible()
})

test('a session tells its TLS and its AUTH, and a handshake that failed once, in words', async ({
  inbox,
  own,
  page,
}) => {
  const transport = createTransport({
    host: '127.0.0.1',
    port: own.smtpPort,
    requireTLS: true,
    tls: { rejectUnauthorized: false },
    auth: { user: 'checkout', pass: 'secret-7' },
  })
  await transport.sendMail({ from: 'a@example.com', to: 'b@example.com', subject: 'Encrypted' })
  transport.close()
  await breakOff(own, ['EHLO app.example', 'STARTTLS', 'this is no handshake'])
  await inbox.open('sessions')
  const conversation = page.getByRole('list', { name: 'Conversation' })

  await row(page, 'Broken off').click()
  await expect(session(page)).toContainText('The TLS handshake failed')
  await expect(conversation.getByText('TLS handshake failed')).toHaveCount(1)

  await row(page, 'Delivered').click()
  await expect(session(page)).toContainText(/TLSv1\.\d, /)
  await expect(session(page)).toContainText(/checkout, with \w+/)
  await expect(conversation).not.toContainText('secret-7')
})

test('a session leads to the messages and the inboxes it brought, gone ones too', async ({
  inbox,
  own,
  page,
}) => {
  await sendLetter(own, { subject: 'Kept', to: 'bob@checkout.inbox.test' })
  await inbox.open('sessions')
  await row(page, 'Delivered').click()
  const messages = session(page).getByRole('list', { name: 'Messages' })
  await expect(messages.getByRole('link', { name: 'Kept' })).toBeVisible()
  // To look at the session is not to read its mail.
  expect(await inbox.ask('api/v1/messages')).toMatchObject({ unread: 1 })

  await messages.getByRole('link', { name: 'Kept' }).click()
  await expect(inbox.subject()).toHaveText('Kept')
  await page.goBack()
  await session(page).getByRole('link', { name: 'checkout' }).click()
  await expect(page).toHaveURL(`${own.url}inbox/checkout`)
  await page.goBack()
  await fetch(new URL('api/v1/messages', own.url), { method: 'DELETE' })
  await expect(messages).toContainText('Deleted meanwhile')
  await page.reload()
  await expect(messages).toContainText('Deleted meanwhile')
})

test('sessions come in by themselves, newest first, and the filter keeps the failed ones', async ({
  inbox,
  own,
  page,
}) => {
  await inbox.open('sessions')
  await expect(page.getByText('Nothing has connected yet.')).toBeVisible()

  await sendLetter(own, { subject: 'One' })
  await expect(rows(page)).toContainText([/Delivered/])
  await breakOff(own, ['EHLO worker', 'MAIL FROM:<a@example.com>'])
  await expect(rows(page)).toContainText([/Broken off.*worker/, /Delivered/])

  await page.getByRole('button', { name: 'Failed only' }).click()
  await expect(page).toHaveURL(`${own.url}sessions?failed=true`)
  await expect(rows(page)).toHaveCount(1)
  await beRefused(own)
  await expect(rows(page)).toContainText([/Refused/, /Broken off/])
  await sendLetter(own, { subject: 'Two' })
  await page.getByRole('button', { name: 'Failed only' }).click()
  await expect(rows(page)).toContainText([/Delivered/, /Refused/, /Broken off/, /Delivered/])
})

test('the address says which session is open: reload, back and forward', async ({
  inbox,
  own,
  page,
}) => {
  await beRefused(own, 'reject-550@fault.test')
  await breakOff(own, ['EHLO worker', 'MAIL FROM:<a@example.com>'])
  await inbox.open('sessions?failed=true')
  await row(page, 'Refused').click()
  await expect(session(page)).toContainText('RCPT was answered 550')
  await row(page, 'Broken off').click()
  await expect(session(page)).toContainText('The connection was lost')
  const address = page.url()

  await page.reload()
  await expect(page).toHaveURL(address)
  await expect(session(page)).toContainText('The connection was lost')
  await expect(row(page, 'Broken off')).toHaveAttribute('aria-current', 'true')
  await page.goBack()
  await expect(session(page)).toContainText('RCPT was answered 550')
  await page.goBack()
  await expect(page.getByText('Select a session')).toBeVisible()
  await page.goForward()
  await expect(session(page)).toContainText('RCPT was answered 550')
  await inbox.open('sessions/nothing')
  await expect(page.getByText('This session is not remembered')).toBeVisible()
})

test('the keys walk through sessions, and touch no mail meanwhile', async ({
  inbox,
  own,
  page,
}) => {
  await sendLetter(own, { subject: 'Untouched' })
  await beRefused(own)
  await inbox.open()
  await inbox.row('Untouched').waitFor()
  await page.keyboard.press('j')
  await expect(inbox.subject()).toHaveText('Untouched')
  await page.getByRole('link', { name: /^Sessions/ }).click()
  await expect(rows(page)).toHaveCount(2)

  await page.keyboard.press('j')
  await expect(session(page)).toContainText('RCPT was answered 550')
  await page.keyboard.press('j')
  await expect(session(page)).toContainText('Delivered 1 message')
  await page.keyboard.press('#')
  await page.keyboard.press('u')
  await page.keyboard.press('k')
  await expect(session(page)).toContainText('RCPT was answered 550')
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(`${own.url}sessions`)
  await expect(row(page, 'Refused')).toBeFocused()
  expect(await inbox.ask('api/v1/messages')).toMatchObject({ total: 1, unread: 0 })
})

test('a session that goes on is read again, and its end is seen', async ({ inbox, own, page }) => {
  const socket = connect(own.smtpPort, '127.0.0.1').setEncoding('utf8')
  await new Promise((resolve) => socket.once('data', resolve))
  await inbox.open('sessions')
  await row(page, 'Still open').click()
  const conversation = page.getByRole('list', { name: 'Conversation' })
  await expect(conversation).toContainText('220')

  socket.write('EHLO patient.example\r\n')
  await new Promise((resolve) => socket.once('data', resolve))
  await page.getByRole('button', { name: 'Read again' }).click()
  await expect(conversation).toContainText('EHLO patient.example')
  socket.end('QUIT\r\n')

  await expect(session(page)).toContainText('No mail was sent')
  await expect(row(page, 'No mail')).toContainText('patient.example')
})

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the sessions, ${theme}`, async ({ inbox, own, page }) => {
    await page.emulateMedia({ colorScheme: theme })
    await sendLetter(own, { subject: 'Fine', to: 'bob@checkout.inbox.test' })
    await beRefused(own)
    await breakOff(own, ['EHLO health'])
    await inbox.open('sessions')
    await expect(rows(page)).toHaveCount(3)
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

    await row(page, 'Delivered').click()
    await page.getByRole('list', { name: 'Conversation' }).waitFor()
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  })
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('one pane at a time, nothing too wide or too small, and back to the row', async ({
    inbox,
    own,
    page,
  }) => {
    const overflow = (): Promise<number> =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    const small = (): Promise<string[]> =>
      page.evaluate(() =>
        [...document.querySelectorAll('button, a, input')]
          .filter((element) => element.checkVisibility({ visibilityProperty: true }))
          .filter((element) => element.getBoundingClientRect().height < 39.5)
          .map((element) => element.outerHTML.slice(0, 120)),
      )
    await sendLetter(own, { subject: 'A subject '.repeat(30), to: 'bob@checkout.inbox.test' })
    await beRefused(own)
    await inbox.open('sessions')
    await row(page, 'Delivered').waitFor()
    expect([await overflow(), await small()]).toEqual([0, []])

    await row(page, 'Delivered').tap()
    await session(page).getByRole('link', { name: 'A subject' }).waitFor()
    await expect(row(page, 'Delivered')).toBeHidden()
    expect([await overflow(), await small()]).toEqual([0, []])
    await page.getByRole('button', { name: 'Back to the list' }).tap()

    await expect(row(page, 'Delivered')).toBeFocused()
    await page.getByRole('button', { name: /^Sessions/ }).tap()
    await page.getByRole('link', { name: 'All mail 1' }).tap()
    await expect(inbox.rows()).toHaveCount(1)
  })
})
