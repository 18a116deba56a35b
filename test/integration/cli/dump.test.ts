import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Ended } from '../../support/run-program.ts'
import { runProgram } from '../../support/run-program.ts'
import { sendMail } from '../../support/send-mail.ts'
import { listMessages, readRaw } from '../../support/smtp-inbox.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

function dump(url: string, ...argv: readonly string[]): Promise<Ended> {
  return runProgram(['dump', ...argv], { env: { MAILMITT_URL: url } })
}

test('each message is a file with its exact bytes and the time of its receipt', async () => {
  const { smtpPort, url } = await startMailmitt()
  for (const subject of ['one', 'two']) await sendMail(smtpPort, { subject })
  const folder = path.join(temporaryFolder(), 'made', 'here')

  const ended = await dump(url, folder)

  expect(ended).toEqual({ code: 0, out: '', err: '2 messages written.\n' })
  const messages = await listMessages(url)
  expect(readdirSync(folder).sort()).toEqual(messages.map(({ ID }) => `${ID}.eml`).sort())
  for (const { ID, Created } of messages) {
    const file = path.join(folder, `${ID}.eml`)
    expect(readFileSync(file)).toEqual(await readRaw(url, ID))
    expect(statSync(file).mtime).toEqual(new Date(Created))
  }
})

test('--query and --inbox choose', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, { to: 'bob@w1.inbox.test', subject: 'one' })
  await sendMail(smtpPort, { to: 'bob@w1.inbox.test', subject: 'two' })
  await sendMail(smtpPort, { subject: 'one' })
  const folder = temporaryFolder()

  await dump(url, folder, '--query', 'subject:one', '--inbox', 'w1')

  const [, , wanted] = await listMessages(url)
  expect(readdirSync(folder)).toEqual([`${wanted?.ID}.eml`])
})

test('more messages than one page holds are all there', async () => {
  const { url } = await startMailmitt()
  const mbox = 'From x\nSubject: x\n\n'.repeat(501)
  const bring = ['ingest', '--url', url, '-']
  await runProgram(bring, { input: mbox })
  const folder = temporaryFolder()

  const { err } = await dump(url, folder)

  expect(err).toBe('501 messages written.\n')
  expect(readdirSync(folder)).toHaveLength(501)
})

test('a file that is there stays as it is', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort)
  const [message] = await listMessages(url)
  const folder = temporaryFolder()
  const file = path.join(folder, `${message?.ID}.eml`)
  writeFileSync(file, 'mine')

  const { code, err } = await dump(url, folder)

  expect(code).toBe(0)
  expect(err).toBe('0 messages written, 1 there already and left as they are.\n')
  expect(readFileSync(file, 'utf8')).toBe('mine')
})

/** Answers lists with these ids, and everything else with 404. */
async function startImpostor(...ids: readonly string[]): Promise<string> {
  const messages = ids.map((ID) => ({ ID, Created: '2026-01-01T00:00:00.000Z' }))
  const server = createServer((request, response) => {
    const isList = request.url?.startsWith('/api/v1/messages') === true
    response.statusCode = isList ? 200 : 404
    response.end(JSON.stringify(isList ? { messages } : { Error: 'Gone.', Code: 'not-found' }))
  })
  server.listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

test('a message that was deleted meanwhile is passed over', async () => {
  const folder = temporaryFolder()

  const { code, err } = await dump(await startImpostor('gone'), folder)

  expect({ code, err }).toEqual({ code: 0, err: '0 messages written, 1 deleted meanwhile.\n' })
  expect(readdirSync(folder)).toEqual([])
})

test('an id cannot lead out of the folder', async () => {
  const { code, err } = await dump(await startImpostor('../outside'), temporaryFolder())

  expect(code).toBe(1)
  expect(err).toContain('"../outside" is not the ID of a message.')
})

test('1 not writable, 2 wrong use, 3 nobody there', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort)
  const file = path.join(temporaryFolder(), 'file')
  writeFileSync(file, '')

  expect((await dump(url, file)).code).toBe(1)
  expect((await dump(url)).code).toBe(2)
  expect((await dump(url, file, '--query', '"open')).code).toBe(2)
  expect((await dump('http://127.0.0.1:1/', file)).code).toBe(3)
})
