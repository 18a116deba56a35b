import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { createClient } from '../../../client/http.ts'
import type { Message, MessageList } from '../../../server/contract/message.ts'
import type { Answer } from '../../support/http.ts'
import { ask } from '../../support/http.ts'
import { openFeed } from '../../support/open-feed.ts'
import { startMailmitt, startMailmittIn } from '../../support/start-mailmitt.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const ssha = createHash('sha1').update('secret').update('salt').digest()

/** All of the word "secret", as htpasswd and slappasswd write it. */
const USERS = [
  'plain:secret',
  'colon:a:b:c',
  'ärger:pässwörd🔑',
  'bcrypt:$2y$05$G/6RoL7bF4HKM74c6g/zB.0rCoh06XQQ4zm4QwGXrikykUe9OgYaC',
  'sha:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=',
  `ssha:{SSHA}${Buffer.concat([ssha, Buffer.from('salt')]).toString('base64')}`,
  'apr1:$apr1$saltsalt$LrttParrLPdxvgutaSXWJ0',
].join('\n')

const basic = (text: string | Buffer): string => `Basic ${Buffer.from(text).toString('base64')}`
const as = (text: string): { authorization: string } => ({ authorization: basic(text) })

const MAIL = JSON.stringify({
  From: { Email: 'ann@example.com' },
  To: [{ Email: 'bob@example.com' }],
  Subject: 'Hello',
})
const send = (url: string, headers = {}): Promise<Answer> =>
  ask(`${url}api/v1/send`, { method: 'POST', body: MAIL, headers })

test.for([
  ['a plain password', basic('plain:secret'), 200],
  ['a password with colons', basic('colon:a:b:c'), 200],
  ['a password beyond ASCII', basic('ärger:pässwörd🔑'), 200],
  ['bcrypt', basic('bcrypt:secret'), 200],
  ['SHA', basic('sha:secret'), 200],
  ['SSHA', basic('ssha:secret'), 200],
  ['Apache MD5', basic('apr1:secret'), 200],
  ['the scheme in another case', basic('plain:secret').replace('Basic', 'bAsIc'), 200],
  ['nothing', undefined, 401],
  ['an empty header', '', 401],
  ['the scheme alone', 'Basic', 401],
  ['another scheme', `Bearer ${basic('plain:secret').slice(6)}`, 401],
  ['no base64', 'Basic plain:secret', 401],
  ['a user without a password', basic('plain'), 401],
  ['an empty password', basic('plain:'), 401],
  ['an empty user', basic(':secret'), 401],
  ['an unknown user', basic('nobody:secret'), 401],
  ['the user in another case', basic('Plain:secret'), 401],
  ['a wrong password', basic('plain:Secret'), 401],
  ['a wrong password for bcrypt', basic('bcrypt:Secret'), 401],
  ['the hash in place of the password', basic('sha:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ='), 401],
  ['a line break in the user', basic('plain\r\nx: y:secret'), 401],
  ['a very long password', basic(`plain:${'secret'.repeat(1_500)}`), 401],
  ['a very long password for bcrypt', basic(`bcrypt:${'secret'.repeat(1_500)}`), 401],
] as const)('%s is answered %i', async ([, authorization, status]) => {
  const { url } = await startMailmittIn({ MAILMITT_UI_AUTH: USERS })

  const answer = await ask(`${url}api/v1/messages`, {
    headers: authorization === undefined ? {} : { authorization },
  })

  expect(answer.status).toBe(status)
  if (status !== 401) return
  expect(answer.headers['www-authenticate']).toBe('Basic realm="Login"')
  expect(answer.json()).toMatchObject({ Code: 'unauthorized' })
})

test.for([
  ['GET', 'api/v1/messages'],
  ['HEAD', 'api/v1/messages'],
  ['DELETE', 'api/v1/messages'],
  ['OPTIONS', 'api/v1/messages'],
  ['POST', 'api/v1/send'],
  ['GET', 'api/v1/openapi.json'],
  ['GET', 'api/v1/ca.pem'],
  ['GET', 'api/events'],
  ['GET', 'view/latest'],
  ['GET', 'nothing'],
  ['GET', '%6Civez/x'],
  ['PATCH', 'livez'],
] as const)('%s /%s asks for a password', async ([method, at]) => {
  const { url } = await startMailmittIn({ MAILMITT_UI_AUTH: 'ann:secret' })

  expect((await ask(url + at, { method })).status).toBe(401)
  expect((await ask(url + at, { method, headers: as('ann:secret') })).status).not.toBe(401)
})

test.for(['livez', 'readyz', 'readyz?from=probe'])('/%s asks for none', async (at) => {
  const { url } = await startMailmittIn({ MAILMITT_UI_AUTH: 'ann:secret' })

  for (const method of ['GET', 'HEAD']) expect((await ask(url + at, { method })).status).toBe(200)
})

test('users come from a file, too, and Mailpit’s variables do', async () => {
  const file = path.join(temporaryFolder(), 'users')
  writeFileSync(file, USERS)
  const { url: byFile } = await startMailmitt('--ui-auth-file', file)
  const { url: byVariable } = await startMailmittIn({ MP_UI_AUTH: 'ann:secret' })

  expect((await ask(byFile, { headers: as('sha:secret') })).status).not.toBe(401)
  expect((await ask(byFile)).status).toBe(401)
  expect((await ask(byVariable)).status).toBe(401)
})

test('a file that cannot be used keeps it from starting', async () => {
  await expect(startMailmitt('--ui-auth-file', '/nowhere/users')).rejects.toThrow(
    '--ui-auth-file cannot be read',
  )
  await expect(startMailmittIn({ MAILMITT_SEND_API_AUTH: 'ann' })).rejects.toThrow(
    'MAILMITT_SEND_API_AUTH: entry 1 is not user:password',
  )
})

test('the websocket asks for the same password', async () => {
  const { url } = await startMailmittIn({ MAILMITT_UI_AUTH: 'ann:secret' })

  await expect(openFeed(url)).rejects.toThrow('401')
  await expect(openFeed(url, '', { headers: as('ann:wrong') })).rejects.toThrow('401')
  const feed = await openFeed(url, '', { headers: as('ann:secret') })

  expect(feed.socket.readyState).toBe(WebSocket.OPEN)
})

test('the client takes user and password from its address', async () => {
  const { url } = await startMailmittIn({ MAILMITT_UI_AUTH: 'ärger:p@ss:w/rd%' })
  const address = new URL(url)
  address.username = 'ärger'
  address.password = encodeURIComponent('p@ss:w/rd%')
  const client = createClient(address)

  await client.send({ From: { Email: 'a@example.com' }, To: [{ Email: 'b@example.com' }] })
  const { messages } = await client.messages()
  const socket = new WebSocket(client.eventsUrl())
  const frame = await new Promise((resolve, reject) => {
    socket.once('message', resolve)
    socket.once('error', reject)
  })

  expect(messages).toMatchObject([{ Username: 'ärger', Inboxes: [] }])
  expect(String(frame)).toContain('stats')
  expect(client.rawUrl('x')).toBe(`${url}api/v1/message/x/raw`)
  await expect(createClient(url).messages()).rejects.toMatchObject({ code: 'unauthorized' })
  socket.terminate()
})

const UI = { MAILMITT_UI_AUTH: 'ann:secret' }
const SENDERS = { MAILMITT_SEND_API_AUTH: 'shop:token' }

test.for([
  ['no rules', {}, undefined, 200],
  ['no rules', {}, 'anybody:at all', 200],
  ['users of the API', UI, undefined, 401],
  ['users of the API', UI, 'ann:secret', 200],
  ['users of its own', SENDERS, undefined, 401],
  ['users of its own', SENDERS, 'shop:wrong', 401],
  ['users of its own', SENDERS, 'shop:token', 200],
  ['users of its own beside those of the API', { ...UI, ...SENDERS }, 'shop:token', 200],
  ['users of its own beside those of the API', { ...UI, ...SENDERS }, 'ann:secret', 401],
  ['any user', { ...UI, MP_SEND_API_AUTH_ACCEPT_ANY: 'true' }, 'x:y', 200],
  ['any user', { ...UI, MP_SEND_API_AUTH_ACCEPT_ANY: 'true' }, undefined, 200],
] as const)('send with %s, %o, takes %s: %i', async ([, env, credentials, status]) => {
  const { url } = await startMailmittIn(env)

  const answer = await send(url, credentials === undefined ? {} : as(credentials))

  expect(answer.status).toBe(status)
})

test('who may send may not read', async () => {
  const { url } = await startMailmittIn({ ...UI, ...SENDERS })

  expect((await ask(`${url}api/v1/messages`, { headers: as('shop:token') })).status).toBe(401)
})

test('who may send need not keep others from reading', async () => {
  const { url } = await startMailmittIn(SENDERS)

  expect((await ask(`${url}api/v1/messages`)).status).toBe(200)
})

test('what somebody sends carries the name, and is in the inbox of that name', async () => {
  const { url } = await startMailmitt('--send-api-auth-accept-any')
  await send(url)
  await send(url, as('Worker7:x'))

  const named = (await ask(`${url}api/v1/messages?inbox=worker7`)).json() as MessageList
  const whole = (await ask(`${url}api/v1/message/latest`)).json() as Message
  const search = (await ask(`${url}api/v1/search?query=inbox:worker7`)).json() as MessageList

  expect(named.messages).toMatchObject([{ Username: 'Worker7', Inboxes: ['worker7'] }])
  expect(search.messages_count).toBe(1)
  expect(whole.Session).toEqual({
    ID: '',
    RemoteAddress: expect.stringMatching(/^(127\.0\.0\.1|::1)$/) as unknown,
    ClientName: '',
    Protocol: 'HTTP',
    TLS: null,
    User: 'Worker7',
    AuthMechanism: 'BASIC',
    HasTranscript: false,
  })
})

test('a header beyond what HTTP takes is refused before anybody looks at it', async () => {
  const { url } = await startMailmittIn({ MAILMITT_UI_AUTH: 'ann:secret' })

  const { status } = await fetch(url, { headers: as(`ann:${'secret'.repeat(5_000)}`) })

  expect(status).toBe(431)
})

test('a thousand wrong passwords do not hold up anybody else', async () => {
  // Of cost 10; each takes some sixty milliseconds of computing.
  const hash = '$2b$10$1yZrQsbJwopP4JCK6JjK0eP5FHcxP7rzcN3/lyqIO0YhKDHM22s1G'
  const { url } = await startMailmittIn({ MAILMITT_UI_AUTH: `ann:${hash}` })
  const right = { headers: as('ann:secret') }
  expect((await ask(`${url}api/v1/info`, right)).status).toBe(200)

  let heard = ''
  const sockets = Array.from({ length: 10 }, (_, at) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1').setEncoding('utf8')
    onTestFinished(() => void socket.destroy())
    socket.on('data', (text: string) => (heard += text))
    socket.write(Array.from({ length: 100 }, (__, guess) => guessing(`${at} ${guess}`)).join(''))
    return socket
  })
  await Promise.race(sockets.map((socket) => once(socket, 'data')))
  const others = [await ask(`${url}api/v1/info`, right), await ask(`${url}livez`)]

  expect(others.map(({ status }) => status)).toEqual([200, 200])
  const statuses = heard.match(/(?<=^HTTP\/1\.1 )\d+/gm) ?? []
  expect(statuses.length).toBeLessThan(1_000)
  expect(statuses.filter((status) => status !== '401' && status !== '503')).toEqual([])
})

function guessing(guess: string): string {
  const { authorization } = as(`ann:${guess}`)
  return `GET /api/v1/info HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${authorization}\r\n\r\n`
}
