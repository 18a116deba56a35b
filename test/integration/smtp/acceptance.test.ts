import { expect, test } from 'vitest'
import { idOf } from '../../support/send-mail.ts'
import { stuff } from '../../support/smtp-bytes.ts'
import { connectSmtp } from '../../support/smtp-client.ts'
import { listMessages, readMessage } from '../../support/smtp-inbox.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

test('250 means visible: 200 messages over 10 connections are each listed right after', async () => {
  const { smtpPort, url } = await startMailmitt()
  let visible = 0

  async function deliverAndLook(connection: number): Promise<void> {
    const client = await connectSmtp(smtpPort)
    for (let at = 0; at < 20; at += 1) {
      const reply = await client.deliver(aMail(`Mail ${connection}.${at}`))
      const messages = await listMessages(url)
      if (messages.some(({ ID }) => ID === idOf(reply))) visible += 1
    }
  }
  await Promise.all(Array.from({ length: 10 }, (_, connection) => deliverAndLook(connection)))

  expect(visible).toBe(200)
})

test('the final 250 carries the id of the message', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)

  const reply = await client.deliver(aMail('Hello'))

  expect(reply).toMatch(/^250 2\.6\.0 .*\b[0-9A-Za-z]{22}\b/)
  expect(await readMessage(url, idOf(reply))).toMatchObject({ Subject: 'Hello' })
})

test('the order of Seq is the order of acceptance, large messages among small ones', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  const ids: string[] = []
  for (const size of [10, 2_000_000, 10, 500_000, 10, 10]) {
    ids.push(idOf(await client.deliver(aMail('Hello', 'line\r\n'.repeat(size / 5)))))
  }

  const messages = await listMessages(url)
  const bySeq = [...messages].sort((one, other) => one.Seq - other.Seq).map(({ ID }) => ID)

  expect(bySeq).toEqual(ids)
  expect(new Set(messages.map(({ Seq }) => Seq)).size).toBe(6)
})

test('replies to pipelined messages come in order, each with its own id', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  const transaction = 'MAIL FROM:<ann@example.com>\r\nRCPT TO:<bob@example.com>\r\nDATA\r\n'
  const group = Array.from({ length: 30 }, (_, at) => `${transaction}Subject: ${at}\r\n\r\n.\r\n`)
  await client.say('EHLO client.example')

  client.socket.write(group.join(''))
  const replies: string[] = []
  for (let left = group.length * 4; left > 0; left -= 1) replies.push((await client.hear()) ?? '')

  expect(replies.map((reply) => reply.slice(0, 3))).toEqual(
    group.flatMap(() => ['250', '250', '354', '250']),
  )
  const ids = replies.filter((reply) => reply.startsWith('250 2.6.0')).map(idOf)
  const messages = (await listMessages(url)).toReversed()
  expect(messages.map(({ ID }) => ID)).toEqual(ids)
  expect(messages.map(({ Subject }) => Subject)).toEqual(group.map((_, at) => String(at)))
})

test.for(['127.0.0.1', '::1'])('%s answers', async (host) => {
  const { smtpPort } = await startMailmitt()
  const client = await connectSmtp(smtpPort, host)
  expect(client.greeting).toMatch(/^220 \S+ ESMTP Mailmitt$/)
})

function aMail(subject: string, body = ''): Buffer {
  return stuff(Buffer.from(`Subject: ${subject}\r\n\r\n${body}`))
}
