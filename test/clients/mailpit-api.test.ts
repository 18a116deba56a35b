import { MailpitClient } from 'mailpit-api'
import { describe, expect, test } from 'vitest'
import { sendMail } from '../support/send-mail.ts'
import { startMailmitt, startMailmittIn } from '../support/start-mailmitt.ts'

/** Methods of routes that belong to later issues; the last test holds that there are no others. */
const LATER = ['htmlCheck', 'linkCheck', 'releaseMessage', 'spamAssassinCheck']

const used = new Set<string>()

interface Started {
  readonly mailpit: MailpitClient
  readonly smtpPort: number
}

/** The client as npm has it, which notes the methods that the tests call. */
async function start(...argv: string[]): Promise<Started> {
  const { url, smtpPort } = await startMailmitt(...argv)
  return { mailpit: noting(new MailpitClient(url)), smtpPort }
}

function noting(client: MailpitClient): MailpitClient {
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      if (typeof name === 'string') used.add(name)
      return value.bind(target) as unknown
    },
  })
}

const letter = {
  From: { Email: 'shop@example.com', Name: 'The Shop' },
  To: [{ Email: 'ann@example.com', Name: 'Ann' }],
  Cc: [{ Email: 'cc@example.com' }],
  Bcc: ['hidden@example.com'],
  ReplyTo: [{ Email: 'help@example.com' }],
  Subject: 'Your order',
  Text: 'Thank you.',
  HTML: '<p>Thank <b>you</b>.</p>',
  Headers: { 'X-Campaign': 'spring' },
  Tags: ['Order', 'Paid'],
}

/** One red pixel. */
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

describe('mailpit-api', () => {
  test('sends a message, finds it in the list and reads it', async () => {
    const { mailpit } = await start()

    const { ID } = await mailpit.sendMessage(letter)

    const list = await mailpit.listMessages()
    expect(list).toMatchObject({
      total: 1,
      unread: 1,
      count: 1,
      messages_count: 1,
      messages_unread: 1,
      start: 0,
      tags: ['Order', 'Paid'],
    })
    expect(list.messages[0]).toMatchObject({
      ID,
      Read: false,
      Subject: 'Your order',
      From: { Name: 'The Shop', Address: 'shop@example.com' },
      To: [{ Name: 'Ann', Address: 'ann@example.com' }],
      Cc: [{ Name: '', Address: 'cc@example.com' }],
      Bcc: [{ Name: '', Address: 'hidden@example.com' }],
      ReplyTo: [{ Name: '', Address: 'help@example.com' }],
      Tags: ['Order', 'Paid'],
      Attachments: 0,
      Snippet: 'Thank you.',
    })
    const message = await mailpit.getMessageSummary(ID)
    expect(message).toMatchObject({
      ID,
      Text: 'Thank you.',
      HTML: '<p>Thank <b>you</b>.</p>',
      ReturnPath: 'shop@example.com',
      Inline: [],
      Attachments: [],
    })
    // Reading it marked it as read.
    expect((await mailpit.listMessages()).unread).toBe(0)
  })

  test('reads headers, source, pages and attachments', async () => {
    const { mailpit } = await start()
    const attachment = { Content: png, Filename: 'dot.png', ContentType: 'image/png' }

    const { ID } = await mailpit.sendMessage({ ...letter, Attachments: [attachment] })

    expect(await mailpit.getMessageHeaders(ID)).toMatchObject({
      'X-Campaign': ['spring'],
      'Mime-Version': ['1.0'],
      Subject: ['Your order'],
    })
    expect(await mailpit.getMessageSource()).toContain('X-Campaign: spring\r\n')
    expect(await mailpit.renderMessageHTML()).toContain('Thank <b>you</b>.')
    expect(await mailpit.renderMessageHTML(ID, 1)).toContain('Thank <b>you</b>.')
    expect(await mailpit.renderMessageText(ID)).toContain('Thank you.')
    const { Attachments } = await mailpit.getMessageSummary()
    const part = Attachments[0]
    expect(part).toMatchObject({ FileName: 'dot.png', ContentType: 'image/png', Size: 70 })
    const bytes = await mailpit.getMessageAttachment(ID, part?.PartID ?? '')
    expect(Buffer.from(await bytes.arrayBuffer()).toString('base64')).toBe(png)
    const thumb = await mailpit.getAttachmentThumbnail(ID, part?.PartID ?? '')
    expect(thumb.type).toBe('image/jpeg')
  })

  test('searches, pages, marks as read and deletes', async () => {
    const { mailpit, smtpPort } = await start()
    for (const subject of ['Invoice 1', 'Invoice 2', 'Welcome']) {
      await sendMail(smtpPort, { subject })
    }

    const found = await mailpit.searchMessages({ query: 'subject:invoice', limit: 1, tz: 'UTC' })
    expect(found).toMatchObject({ total: 3, count: 1, messages_count: 2, messages_unread: 2 })
    expect(found.messages[0]?.Subject).toBe('Invoice 2')

    expect(await mailpit.setReadStatus({ Search: 'subject:invoice', Read: true })).toBe('ok')
    expect((await mailpit.searchMessages({ query: 'is:unread' })).messages).toMatchObject([
      { Subject: 'Welcome' },
    ])
    const ids = found.messages.map(({ ID }) => ID)
    expect(await mailpit.setReadStatus({ IDs: ids, Read: false }, { tz: 'Europe/Paris' })).toBe(
      'ok',
    )
    expect((await mailpit.listMessages()).unread).toBe(2)
    expect(await mailpit.setReadStatus({ Read: true })).toBe('ok')
    expect((await mailpit.listMessages()).unread).toBe(0)

    expect(await mailpit.deleteMessages({ IDs: ids })).toBe('ok')
    expect((await mailpit.listMessages()).total).toBe(2)
    expect(await mailpit.deleteMessagesBySearch({ query: 'subject:welcome' })).toBe('ok')
    expect((await mailpit.listMessages(0, 10)).messages).toMatchObject([{ Subject: 'Invoice 1' }])
    expect(await mailpit.deleteMessages()).toBe('ok')
    expect(await mailpit.listMessages()).toMatchObject({ total: 0, messages: [], tags: [] })
  })

  test('waits for messages', async () => {
    const { mailpit, smtpPort } = await start()

    const one = mailpit.waitForMessage({ query: 'subject:"Hello you"' }, { interval: 20 })
    const two = mailpit.waitForMessages({ count: 2, exact: true }, { interval: 20 })
    await sendMail(smtpPort, { subject: 'Hello you' })
    await sendMail(smtpPort, { subject: 'Another' })

    expect((await one).Text).toContain('Good morning.')
    expect((await two).messages_count).toBe(2)
    expect(await mailpit.waitForMessages({ query: 'from:nobody', count: 0 })).toMatchObject({
      messages_count: 0,
    })
  })

  test('sets, renames and deletes tags', async () => {
    const { mailpit } = await start()
    const { ID } = await mailpit.sendMessage({ ...letter, Tags: [] })

    expect(await mailpit.setTags({ IDs: [ID], Tags: ['One', 'Two words'] })).toBe('ok')
    expect(await mailpit.getTags()).toEqual(['One', 'Two words'])
    expect(await mailpit.renameTag('Two words', 'Three')).toBe('ok')
    expect((await mailpit.getMessageSummary(ID)).Tags).toEqual(['One', 'Three'])
    expect(await mailpit.deleteTag('One')).toBe('ok')
    expect(await mailpit.getTags()).toEqual(['Three'])
    expect((await mailpit.getInfo()).Tags).toEqual({ Three: 1 })
    expect(await mailpit.setTags({ IDs: [ID], Tags: [] })).toBe('ok')
    expect(await mailpit.getTags()).toEqual([])
  })

  test('reads what runs here', async () => {
    const { mailpit, smtpPort } = await start('--label', 'Staging')
    await sendMail(smtpPort)

    expect(await mailpit.getInfo()).toMatchObject({
      LatestVersion: 'disabled',
      Messages: 1,
      Unread: 1,
      RuntimeStats: { SMTPAccepted: 1, SMTPRejected: 0, SMTPIgnored: 0, MessagesDeleted: 0 },
    })
    expect(await mailpit.getConfiguration()).toMatchObject({
      Label: 'Staging',
      MessageRelay: { Enabled: false },
      SpamAssassin: false,
      ChaosEnabled: true,
      DuplicatesIgnored: false,
      HideDeleteAllButton: false,
    })
  })

  test('reads and sets chaos', async () => {
    const { mailpit } = await start()
    const off = { ErrorCode: 451, Probability: 0 }

    expect(await mailpit.getChaosTriggers()).toEqual({
      Sender: off,
      Recipient: off,
      Authentication: { ErrorCode: 535, Probability: 0 },
    })
    const set = await mailpit.setChaosTriggers({ Sender: { ErrorCode: 550, Probability: 20 } })
    expect(set.Sender).toEqual({ ErrorCode: 550, Probability: 20 })
    expect((await mailpit.setChaosTriggers()).Sender).toEqual(off)
  })

  test('logs in with a user and a password', async () => {
    const { url } = await startMailmittIn({ MAILMITT_UI_AUTH: 'shop:secret' })
    const auth = { username: 'shop', password: 'secret' }

    expect((await noting(new MailpitClient(url, { auth })).getInfo()).Messages).toBe(0)
    await expect(new MailpitClient(url).getInfo()).rejects.toThrow(/401 Unauthorized/)
  })

  test('is told of errors in a sentence', async () => {
    const { mailpit } = await start()

    await expect(mailpit.getMessageSummary('nothing')).rejects.toThrow(
      /404 Not Found .*There is no message nothing/,
    )
    await expect(mailpit.searchMessages({ query: '"open' })).rejects.toThrow(/400 Bad Request/)
    await expect(mailpit.renameTag('none', 'some')).rejects.toThrow(/tag/)
  })

  test('every method of the client that exists here has been used', () => {
    const methods = Object.getOwnPropertyNames(MailpitClient.prototype).filter(
      (name) => name !== 'constructor' && name !== 'request',
    )

    expect(methods.filter((name) => !used.has(name)).sort()).toEqual(LATER)
  })
})
