import { expect, test } from 'vitest'
import { createClient } from '../../../client/http.ts'
import type { Client } from '../../../client/http.ts'
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
