import { expect, test } from 'vitest'
import { connectSmtp } from '../../support/smtp-client.ts'
import { listMessages, readMessage, readRaw } from '../../support/smtp-inbox.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

const END = Buffer.from('.\r\n')

test('beyond the maximum a recipient gets 452 4.5.3, and the others get the mail', async () => {
  const { smtpPort, url } = await startMailmitt('--smtp-max-recipients', '2')
  const client = await connectSmtp(smtpPort)
  await client.say('EHLO client.example')
  await client.say('MAIL FROM:<ann@example.com>')
  const replies: string[] = []
  for (const name of ['a', 'b', 'c']) replies.push(await client.say(`RCPT TO:<${name}@b.test>`))

  await client.say('DATA')
  await client.send(END)

  expect(replies.map((reply) => reply.slice(0, 9))).toEqual(['250 2.1.5', '250 2.1.5', '452 4.5.3'])
  expect((await readMessage(url)).EnvelopeTo).toEqual(['a@b.test', 'b@b.test'])
})

test('a recipient that is ignored is not in the envelope, and mail to nobody else is not kept', async () => {
  const { smtpPort, url } = await startMailmitt(
    ...['--smtp-allowed-recipients', '@good\\.test$', '--smtp-ignore-rejected-recipients'],
  )
  const client = await connectSmtp(smtpPort)

  await client.deliver(END, ['a@good.test', 'b@bad.test'])
  await client.deliver(END, ['b@bad.test'])

  const messages = await listMessages(url)
  expect(messages.map(({ EnvelopeTo }) => EnvelopeTo)).toEqual([['a@good.test']])
})

test('a recipient at fault.test that was refused is not in the envelope; one that came through is', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  await client.say('EHLO client.example')
  await client.say('MAIL FROM:<ann@example.com>')
  await client.say('RCPT TO:<reject-550@fault.test>')
  await client.say('RCPT TO:<reject-451-once@fault.test>')
  await client.say('RCPT TO:<reject-451-once@fault.test>')
  await client.say('RCPT TO:<delay-10ms@fault.test>')

  await client.say('DATA')
  await client.send(END)

  expect((await readMessage(url)).EnvelopeTo).toEqual([
    'reject-451-once@fault.test',
    'delay-10ms@fault.test',
  ])
})

test('what was sent before RSET or EHLO is not in the message', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  for (const forget of ['RSET', 'EHLO client.example']) {
    await client.say('EHLO client.example')
    await client.say('MAIL FROM:<ann@example.com>')
    await client.say('RCPT TO:<lost@example.com>')
    await client.send(Buffer.from('BDAT 4\r\nlost'))
    await client.say(forget)

    await client.say('MAIL FROM:<ann@example.com>')
    await client.say('RCPT TO:<bob@example.com>')
    await client.send(Buffer.from('BDAT 4 LAST\r\nkept'))

    expect((await readRaw(url)).toString()).toBe('kept')
    expect((await readMessage(url)).EnvelopeTo).toEqual(['bob@example.com'])
  }
})
