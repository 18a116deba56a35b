import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { playLines } from '../../support/play-lines.ts'
import { endLine, stuff } from '../../support/smtp-bytes.ts'
import { connectSmtp } from '../../support/smtp-client.ts'
import type { RunningMailmitt } from '../../support/start-mailmitt.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

/** What a stop may take: 5 s for messages in flight and a moment; a client that holds it up would make it 10 s. */
const STOP_MS = 8_000

test('an idle connection gets 421 at once, and the end', async () => {
  const mailmitt = await startMailmitt()
  const client = await connectSmtp(mailmitt.smtpPort)
  await client.say('EHLO client.example')
  const start = performance.now()

  const closing = [mailmitt.close()]

  expect(await client.hear()).toMatch(/^421 /)
  expect(await client.hear()).toBeUndefined()
  await Promise.all(closing)
  expect(performance.now() - start).toBeLessThan(4_000)
})

test('an idle connection inside TLS gets its 421, too', async () => {
  const mailmitt = await startMailmitt()
  const plain = await connectSmtp(mailmitt.smtpPort)
  const client = await plain.startTls()
  await client.say('EHLO client.example')

  const closing = [mailmitt.close()]

  expect(await client.hear()).toMatch(/^421 /)
  await Promise.all(closing)
})

test('a message in flight is taken, then the connection gets 421', async () => {
  const mailmitt = await startMailmitt()
  const client = await connectSmtp(mailmitt.smtpPort)
  await client.openData()
  client.socket.write('Subject: In flight\r\n\r\n')

  const closing = await beginToStop(mailmitt)

  expect(await client.send(Buffer.from('the rest\r\n.\r\n'))).toMatch(/^250 2\.6\.0 /)
  expect(await client.hear()).toMatch(/^421 /)
  expect(await client.hear()).toBeUndefined()
  await Promise.all(closing)
})

test('a transaction that ends with RSET gets its 421 behind it', async () => {
  const mailmitt = await startMailmitt()
  const client = await connectSmtp(mailmitt.smtpPort)
  await client.say('EHLO client.example')
  await client.say('MAIL FROM:<ann@example.com>')

  const closing = await beginToStop(mailmitt)

  expect(await client.say('RSET')).toMatch(/^250 /)
  expect(await client.hear()).toMatch(/^421 /)
  expect(await client.hear()).toBeUndefined()
  await Promise.all(closing)
})

test('a transaction that has begun goes on through RCPT and DATA', async () => {
  const mailmitt = await startMailmitt()
  const client = await connectSmtp(mailmitt.smtpPort)
  await client.say('EHLO client.example')
  await client.say('MAIL FROM:<ann@example.com>')

  const closing = await beginToStop(mailmitt)

  expect(await client.say('RCPT TO:<bob@example.com>')).toMatch(/^250 /)
  expect(await client.say('DATA')).toMatch(/^354 /)
  expect(await client.send(stuff(Buffer.from('Subject: Late\r\n\r\n')))).toMatch(/^250 /)
  expect(await client.hear()).toMatch(/^421 /)
  await Promise.all(closing)
})

test('a large message that was taken last is read before the end', async () => {
  const mailmitt = await startMailmitt()
  const client = await connectSmtp(mailmitt.smtpPort)
  const message = Buffer.concat([
    Buffer.from('Subject: Large\r\nContent-Type: text/html\r\n\r\n'),
    Buffer.alloc(10_000_000, '<p>Some text</p>\r\n'),
  ])

  expect(await client.deliver(stuff(endLine(message)))).toMatch(/^250 /)

  // A failure to read it would be logged as an error, which fails the test.
  await mailmitt.close()
})

test('nothing that a client does or leaves undone holds up the stop', async () => {
  const mailmitt = await startMailmitt()
  const { smtpPort } = mailmitt
  const silent = await connectSmtp(smtpPort)
  const inHandshake = await connectSmtp(smtpPort)
  await inHandshake.say('EHLO client.example')
  await inHandshake.say('STARTTLS')
  const secure = await (await connectSmtp(smtpPort)).startTls()
  await secure.openData()
  const stuck = await connectSmtp(smtpPort)
  await stuck.openData()
  stuck.socket.write('Subject: Stuck\r\n\r\n')
  // Neither reads its replies nor ends its transaction.
  const deaf = await connectSmtp(smtpPort)
  await deaf.say('EHLO client.example')
  await deaf.say('MAIL FROM:<ann@example.com>')
  deaf.socket.pause()
  for (let at = 0; at < 40; at += 1) deaf.socket.write('NOOP\r\n'.repeat(50_000))
  const start = performance.now()

  await mailmitt.close()

  expect(performance.now() - start).toBeLessThan(STOP_MS)
  expect(await silent.hear()).toMatch(/^421 /)
  expect(await stuck.hear()).toMatch(/^421 /)
  expect(await stuck.hear()).toBeUndefined()
})

test('a proxy that has not sent its PROXY header does not hold up the stop', async () => {
  const mailmitt = await startMailmitt('--smtp-proxy', '*')
  const silent = connect({ port: mailmitt.smtpPort, host: '127.0.0.1' })
  onTestFinished(() => void silent.destroy())
  await once(silent, 'connect')
  // Another one gets through behind it: by then the silent one is waited for.
  const { replies } = await playLines(mailmitt.smtpPort, [], {
    waits: false,
    opening: 'PROXY UNKNOWN',
  })
  expect(replies[0]).toMatch(/^220 /)
  const start = performance.now()

  await mailmitt.close()

  expect(performance.now() - start).toBeLessThan(STOP_MS)
})

test('who comes while it stops is not taken', async () => {
  const mailmitt = await startMailmitt()
  const client = await connectSmtp(mailmitt.smtpPort)
  await client.openData()
  const closing = await beginToStop(mailmitt)

  await expect(connectSmtp(mailmitt.smtpPort)).rejects.toThrow('ECONNREFUSED')

  await client.send(Buffer.from('.\r\n'))
  await Promise.all(closing)
})

/** Resolves once the stop has begun, which an idle connection hears. The stop itself goes on. */
async function beginToStop(mailmitt: RunningMailmitt): Promise<Promise<void>[]> {
  const witness = await connectSmtp(mailmitt.smtpPort)
  const closing = mailmitt.close()
  expect(await witness.hear()).toMatch(/^421 /)
  return [closing]
}
