import { expect, test } from 'vitest'
import { createClient, isStaleCursor } from '../../../client/http.ts'
import type { Client } from '../../../client/http.ts'
import { aPng } from '../../support/a-png.ts'
import { sendMail } from '../../support/send-mail.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

async function aClient(): Promise<{
  client: Client
  send: (to: string, subject: string) => Promise<unknown>
}> {
  const { smtpPort, url } = await startMailmitt()
  const attachments = [{ filename: 'a.txt', content: 'attached' }]
  return {
    client: createClient(url),
    send: (to, subject) => sendMail(smtpPort, { to, subject, attachments }),
  }
}

async function unread(client: Client): Promise<string[]> {
  const { messages } = await client.messages({ limit: 0 })
  return messages.flatMap(({ Read, Subject }) => (Read ? [] : [Subject]))
}

test('reads one message in all its forms, the latest of an inbox or of a query too', async () => {
  const { client, send } = await aClient()
  await send('x@a.inbox.test', 'First')
  await send('x@b.inbox.test', 'Second')
  const scope = { inbox: 'a' }

  expect(await client.peek('latest', { query: 'subject:first' })).toMatchObject({
    Subject: 'First',
  })
  expect(await client.headers('latest', scope)).toMatchObject({ Subject: ['First'] })
  expect(Buffer.from(await client.part('latest', '2', scope)).toString()).toBe('attached')
  expect(Buffer.from(await client.raw('latest', scope)).toString()).toContain('Subject: First')
  const thumbnail = await fetch(client.thumbUrl('latest', '2'))
  expect(thumbnail.headers.get('content-type')).toBe('image/jpeg')
  expect(await unread(client)).toEqual(['Second', 'First'])
  expect(await client.message('latest', scope)).toMatchObject({ Subject: 'First', Read: true })
  await expect(client.message('latest', { inbox: 'c' })).rejects.toMatchObject({ status: 404 })
})

test('marks and deletes what matches, in one inbox or everywhere', async () => {
  const { client, send } = await aClient()
  for (const subject of ['One', 'Two']) {
    for (const inbox of ['a', 'b']) await send(`x@${inbox}.inbox.test`, `${subject} ${inbox}`)
  }

  await client.markMatchingRead('subject:one', { inbox: 'a' })
  expect(await unread(client)).toEqual(['Two b', 'Two a', 'One b'])
  await client.markAllRead()
  await client.markMatchingUnread('subject:two')
  expect(await unread(client)).toEqual(['Two b', 'Two a'])
  await client.markAllUnread({ inbox: 'b' })
  expect(await unread(client)).toEqual(['Two b', 'Two a', 'One b'])
  await expect(client.markMatchingRead('')).rejects.toThrow('The query is empty.')

  await client.deleteMatching('subject:one', { inbox: 'b' })
  expect(await client.search('subject:one')).toMatchObject({ messages_count: 1 })
  await client.deleteAll({ inbox: 'a' })
  expect((await client.messages()).messages.map(({ Subject }) => Subject)).toEqual(['Two b'])
})

test('reads a message as it is shown, the bytes of its parts, and a thumbnail', async () => {
  const { client } = await aClient()
  const HTML = '<p>Hello <a href="https://example.com/">there</a></p>'
  const png = aPng({ width: 20, height: 10, type: 0, depth: 8, samplesAt: () => [0] })
  const Attachments = [{ Content: png.toString('base64'), Filename: 'a.png' }]
  const From = { Email: 'a@example.com' }
  await client.send({ From, To: [From], Text: 'Hello', HTML, Attachments })

  const {
    ID,
    Attachments: [image],
  } = await client.peek('latest')
  const partId = image?.PartID ?? ''

  expect(await client.viewHtml('latest')).toContain('https://example.com/')
  expect((await client.viewText(ID)).trim()).toBe('Hello')
  expect(Buffer.from(await client.part(ID, partId))).toEqual(png)
  const thumb = await client.thumb(ID, partId)
  expect([...thumb.subarray(0, 2)]).toEqual([0xff, 0xd8])
})

test('makes a fault, sees what it did in the session, and takes it back', async () => {
  const { client, send } = await aClient()
  const { ID } = await client.addFault({
    Inbox: 'a',
    Stage: 'rcpt',
    Action: { Reject: { Code: 451, Text: 'Not now' } },
  })

  await expect(send('x@a.inbox.test', 'Refused')).rejects.toThrow('Not now')
  expect(await client.faults({ inbox: 'a' })).toMatchObject([{ ID, Hits: 1 }])
  const [failed] = await client.sessions({ inbox: 'a', failed: true, limit: 1 })
  expect(failed).toMatchObject({ Outcome: 'refused', Inboxes: ['a'] })
  expect((await client.session(failed?.ID ?? '')).Lines).toContainEqual(
    expect.objectContaining({ From: 'S', Text: expect.stringContaining('451') as string }),
  )
  await client.removeFault(ID)
  await expect(client.removeFault(ID)).rejects.toThrow(`There is no fault rule ${ID}.`)

  const { Recipient } = await client.setChaos({ Recipient: { ErrorCode: 452, Probability: 100 } })
  expect(Recipient).toEqual({ ErrorCode: 452, Probability: 100 })
  await expect(send('x@a.inbox.test', 'Refused too')).rejects.toThrow('452')
  await client.removeFaults()
  expect((await client.chaos()).Recipient.Probability).toBe(0)
  await send('x@a.inbox.test', 'Taken')
  expect(await client.inboxes()).toMatchObject([{ Name: 'a', Total: 1 }])
  await client.deleteInbox('a')
  expect(await client.inboxes()).toEqual([])
})

test('a cursor of another run says where to go on', async () => {
  const { client } = await aClient()

  const error: unknown = await client.events(1).catch((reason: unknown) => reason)

  expect(isStaleCursor(error) && error.answer.Cursor).toBe((await client.cursor()).Seq)
})

test('knows when the server is there, and what to trust', async () => {
  const { client } = await aClient()

  await client.ready()
  expect(await client.caPem()).toContain('-----BEGIN CERTIFICATE-----')
})
