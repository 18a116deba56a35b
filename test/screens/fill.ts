import { connect } from 'node:net'
import { createTransport } from 'nodemailer'
import { sendLetter } from '../e2e/support/inbox-test.ts'
import type { Program } from '../e2e/support/program.ts'
import { sampleMessages } from '../../ui/lib/api/samples.ts'
import { brokenMail, letters, oddLetters, read, realMail } from './letters.ts'
import type { RealMail } from './letters.ts'

interface Listed {
  readonly ID: string
  readonly Subject: string
}

/** An app that was set up wrong, one that gave up, and a health check. */
export async function fail(program: Program): Promise<void> {
  await say(program, ['EHLO health-check', 'QUIT'])
  await say(program, ['EHLO worker-7.cluster.example', 'MAIL FROM:<app@example.com>'])
  await sendLetter(program, { to: 'reject-550@fault.test', subject: 'Refused' }).catch(() => {})
}

/** Everything there is, in an order that puts the fairest on top. */
export async function fill(program: Program): Promise<void> {
  for (const mail of brokenMail) await sendReal(program, mail)
  for (const letter of oddLetters) await sendLetter(program, letter)
  for (const mail of realMail) await sendReal(program, mail)
  for (const letter of letters) await sendLetter(program, letter)
  for (const body of sampleMessages()) {
    await ask(program, 'api/v1/send', { method: 'POST', body })
  }
  await tag(program, 'receipt', ['billing'])
  await tag(program, 'Deployment', ['deploys', 'production', 'on-call'])
  await tag(program, 'Weekly Loaf', ['newsletter'])
  await fail(program)
}

/** Its id, by a piece of its subject. */
export async function idOf(program: Program, subject: string): Promise<string> {
  const found = (await list(program)).find(({ Subject }) => Subject.includes(subject))
  if (!found) throw new Error(`No message is called ${subject}.`)
  return found.ID
}

/** As in the middle of a day: most was read, what came last was not. */
export async function setRead(program: Program): Promise<void> {
  const ids = (await list(program)).map(({ ID }) => ID)
  const body = { IDs: ids, Read: true }
  await ask(program, 'api/v1/messages', { method: 'PUT', body })
  const unread = ids.filter((_, index) => [0, 3, 4, 7, 11, 12].includes(index))
  await ask(program, 'api/v1/messages', { method: 'PUT', body: { IDs: unread, Read: false } })
}

async function list(program: Program): Promise<readonly Listed[]> {
  const answer = await fetch(new URL('api/v1/messages?limit=200', program.url))
  return ((await answer.json()) as { messages: Listed[] }).messages
}

async function tag(program: Program, subject: string, tags: readonly string[]): Promise<void> {
  const body = { IDs: [await idOf(program, subject)], Tags: tags }
  await ask(program, 'api/v1/tags', { method: 'PUT', body })
}

async function sendReal(program: Program, { file, to }: RealMail): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: program.smtpPort, ignoreTLS: true })
  const envelope = { from: 'bounces@mailer.example', to: [to].flat() }
  await transport.sendMail({ envelope, raw: read(file) })
  transport.close()
}

async function ask(
  program: Program,
  path: string,
  { method, body }: { method: string; body: unknown },
): Promise<void> {
  const answer = await fetch(new URL(path, program.url), {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${await answer.text()}`)
}

/** Each line waits for the answer to the one before; then the client is gone. */
async function say({ smtpPort }: Program, lines: readonly string[]): Promise<void> {
  const socket = connect(smtpPort, '127.0.0.1').setEncoding('utf8')
  const left = [...lines]
  for await (const piece of socket as AsyncIterable<string>) {
    if (!/^\d{3} .*\r\n$/m.test(piece)) continue
    const line = left.shift()
    if (line === undefined) break
    socket.write(`${line}\r\n`)
  }
}
