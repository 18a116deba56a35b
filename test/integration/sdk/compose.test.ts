import { expect, test } from 'vitest'
import { failureOf, openMail, sendBy } from '../../support/sdk.ts'

test('deliver keeps every byte, as text and as bytes', async () => {
  const mail = await openMail()
  const inbox = mail.inbox()
  const bytes = Buffer.from('Subject: x\r\nX-Odd: \x00\xff\r\n\r\n.dot\n\rlone\r\n..', 'latin1')

  const message = await inbox.deliver(bytes)
  const text = await inbox.deliver('Subject: Grüße\n\nno CR')

  expect(Buffer.from(await message.raw()).equals(bytes)).toBe(true)
  expect(Buffer.from(await text.raw()).toString()).toBe('Subject: Grüße\n\nno CR')
  expect((await inbox.messages()).map(({ id }) => id)).toEqual([message.id, text.id])
})

test('deliver to an inbox by address takes only what is to it, and leaves nothing else', async () => {
  const mail = await openMail()
  const inbox = mail.inbox({ address: 'ann@corp.example' })

  const message = await inbox.deliver('To: Ann@corp.example\r\nSubject: x\r\n\r\n')
  const { message: problem } = await failureOf(inbox.deliver('To: bob@corp.example\r\n\r\n'))

  expect(message.subject).toBe('x')
  expect(problem).toBe('The message names ann@corp.example neither in To nor in Cc or Bcc.')
  expect(await mail.messages()).toHaveLength(1)
})

test('send composes what the letter says', async () => {
  const mail = await openMail()
  const inbox = mail.inbox()

  const message = await inbox.send({
    from: '"Shop, the" <shop@example.com>',
    cc: ['carl@corp.example', 'Dora <dora@corp.example>'],
    bcc: 'bill@corp.example',
    replyTo: 'help@example.com',
    subject: 'Grüße 🎉',
    text: 'Hallo.',
    html: '<p>Hallo.</p>',
    headers: { 'X-Campaign': 'spring' },
    attachments: [
      { name: 'a.txt', content: 'ä' },
      { name: 'b.bin', content: new Uint8Array(100_000).fill(7), contentType: 'application/x-b' },
    ],
  })

  expect(message).toMatchObject({
    from: { name: 'Shop, the', address: 'shop@example.com' },
    to: [{ name: '', address: inbox.address }],
    cc: [
      { name: '', address: 'carl@corp.example' },
      { name: 'Dora', address: 'dora@corp.example' },
    ],
    bcc: [{ name: '', address: 'bill@corp.example' }],
    replyTo: [{ name: '', address: 'help@example.com' }],
    subject: 'Grüße 🎉',
    hasText: true,
    hasHtml: true,
  })
  expect(message.headers.get('x-campaign')).toBe('spring')
  expect(await message.attachments['a.txt']?.text()).toBe('ä')
  expect(message.attachments['b.bin']).toMatchObject({
    size: 100_000,
    contentType: 'application/x-b',
  })
})

test('a reply is in the thread: to the Reply-To, from the inbox, with what it answers', async () => {
  const mail = await openMail()
  const inbox = mail.inbox()
  await sendBy(inbox.smtpUrl, {
    to: inbox.address,
    replyTo: 'help@example.com',
    subject: 'Question',
    messageId: '<q2@example.com>',
    references: ['<q0@example.com>', '<q1@example.com>'],
  })
  const question = await inbox.waitFor('Question')

  const answer = await inbox.reply(question, { text: 'Yes.' })
  const again = await inbox.reply(answer, { text: 'And?', to: 'ann@corp.example' })

  expect(answer).toMatchObject({
    subject: 'Re: Question',
    from: { address: inbox.address },
    to: [{ address: 'help@example.com' }],
  })
  expect(answer.headers.get('in-reply-to')).toBe('<q2@example.com>')
  expect(answer.headers.get('references')).toBe(
    '<q0@example.com> <q1@example.com> <q2@example.com>',
  )
  expect(again).toMatchObject({ subject: 'Re: Question', to: [{ address: 'ann@corp.example' }] })
  expect(again.headers.get('references')).toMatch(/<q2@example.com> <[^>]+>$/)
})

test('a reply without Reply-To goes to the sender', async () => {
  const mail = await openMail()
  const inbox = mail.inbox()
  const question = await inbox.deliver('From: Ann <ann@corp.example>\r\nSubject: x\r\n\r\n')

  const answer = await inbox.reply(question, {})

  expect(answer.to).toEqual([{ name: '', address: 'ann@corp.example' }])
  expect(answer.headers.has('in-reply-to')).toBe(false)
})
