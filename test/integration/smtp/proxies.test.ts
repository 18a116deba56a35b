import { expect, test } from 'vitest'
import type { Session } from '../../../server/contract/session.ts'
import { ask } from '../../support/http.ts'
import { playLines } from '../../support/play-lines.ts'
import { connectSmtp } from '../../support/smtp-client.ts'
import { readMessage } from '../../support/smtp-inbox.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

const MAIL = ['EHLO app', 'MAIL FROM:<ann@b.test>', 'RCPT TO:<bob@b.test>', 'BDAT 2 LAST\r\nhi']

test('the address of a PROXY header is that of the session', async () => {
  const { smtpPort, url } = await startMailmitt('--smtp-proxy', '*')

  await playLines(smtpPort, toBytes(MAIL), {
    waits: false,
    opening: 'PROXY TCP4 192.0.2.7 192.0.2.1 56324 25',
  })

  expect(await readMessage(url)).toMatchObject({ Session: { RemoteAddress: '192.0.2.7' } })
})

test('a PROXY header that is none is told as a session that was aborted', async () => {
  const { smtpPort, url } = await startMailmitt('--smtp-proxy', '*')

  await playLines(smtpPort, [], { waits: false, opening: 'EHLO client.example' })

  await expect
    .poll(async () => (await ask(`${url}api/v1/sessions`)).json())
    .toMatchObject([{ Outcome: 'aborted', RemoteAddress: '127.0.0.1' }])
})

test('XCLIENT gives address and user; who it logs in has an inbox', async () => {
  const { smtpPort, url } = await startMailmitt('--smtp-xclient', '127.0.0.1')

  const lines = ['EHLO proxy', 'XCLIENT ADDR=192.0.2.9 LOGIN=shop', ...MAIL]
  await playLines(smtpPort, toBytes(lines), { waits: true })

  expect(await readMessage(url)).toMatchObject({
    Inboxes: ['shop'],
    Session: {
      RemoteAddress: '192.0.2.9',
      User: 'shop',
      AuthMechanism: 'XCLIENT',
      ClientName: 'app',
    },
  })
})

test('a line that is too long, said before the greeting, is refused behind it', async () => {
  const { smtpPort, url } = await startMailmitt()
  const rule = JSON.stringify({ Stage: 'connect', Action: { DelayMs: 50 } })
  await ask(`${url}api/v1/faults`, {
    method: 'POST',
    body: rule,
    headers: { 'content-type': 'application/json' },
  })

  const { replies } = await playLines(smtpPort, [], { waits: true, opening: 'x'.repeat(20_000) })

  expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['220', '500'])
})

test('a client that speaks while a fault delays the greeting is heard behind it', async () => {
  const { smtpPort, url } = await startMailmitt()
  const rule = JSON.stringify({ Stage: 'connect', Action: { DelayMs: 50 } })
  await ask(`${url}api/v1/faults`, {
    method: 'POST',
    body: rule,
    headers: { 'content-type': 'application/json' },
  })

  const { replies } = await playLines(smtpPort, toBytes(['NOOP']), { waits: true, opening: 'NOOP' })

  expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['220', '250', '250'])
})

test('an answer of AUTH that is too long makes the session a refused one', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  await client.say('EHLO client.example')
  await client.say('AUTH PLAIN')
  await client.say('A'.repeat(20_000))
  await client.say('QUIT')

  await expect
    .poll(async () => ((await ask(`${url}api/v1/sessions`)).json() as readonly Session[])[0])
    .toMatchObject({ Outcome: 'refused', Error: expect.stringContaining('AUTH') as string })
})

function toBytes(lines: readonly string[]): readonly Buffer[] {
  return lines.map((line) => Buffer.from(line))
}
