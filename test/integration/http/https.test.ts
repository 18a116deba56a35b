import { once } from 'node:events'
import { connect as connectPlain } from 'node:net'
import { connect } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { limits } from '../../../server/core/limits.ts'
import type { Message, MessageList } from '../../../server/contract/message.ts'
import { ask } from '../../support/http.ts'
import { openFeed } from '../../support/open-feed.ts'
import { runProgram } from '../../support/run-program.ts'
import { sendMail } from '../../support/send-mail.ts'
import type { RunningMailmitt } from '../../support/start-mailmitt.ts'
import { launchMailmitt, startMailmitt } from '../../support/start-mailmitt.ts'

const NAMES = 'sans:mail.test, other.test'
const TLS = ['--ui-tls-cert', NAMES, '--ui-tls-key', NAMES]
const start = (...flags: string[]): Promise<RunningMailmitt> => startMailmitt(...TLS, ...flags)

async function tlsSocket(url: string, options = {}) {
  const port = Number(new URL(url).port)
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options })
  onTestFinished(() => void socket.destroy())
  await once(socket, 'secureConnect')
  return socket
}

test('web UI and API are answered over TLS, and the address says so', async () => {
  const { url } = await start()

  expect(url).toMatch(/^https:/)
  expect((await ask(`${url}api/v1/info`)).status).toBe(200)
  await expect(ask(`${url.replace('https', 'http')}api/v1/info`)).rejects.toThrow()
})

test('a self-signed certificate is for this machine and the names that were given', async () => {
  const { url } = await start()

  const certificate = (await tlsSocket(url)).getPeerCertificate()

  const names = ['localhost', 'mail.test', 'other.test'].map((name) => `DNS:${name}`)
  expect(certificate.subjectaltname?.split(', ')).toEqual(expect.arrayContaining(names))
})

test('what ca.pem says is what a client needs to trust', async () => {
  const { url } = await start()
  const { text } = await ask(`${url}api/v1/ca.pem`)

  const socket = await tlsSocket(url, {
    ca: text,
    rejectUnauthorized: true,
    servername: 'mail.test',
  })

  expect(socket.authorized).toBe(true)
  expect(text.match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
})

test('a page of our own may write and listen, one from elsewhere may not', async () => {
  const { url } = await start()
  const { origin } = new URL(url)
  const write = (from: string) =>
    ask(`${url}api/v1/messages`, { method: 'DELETE', headers: { origin: from } })

  expect((await write(origin)).status).toBe(200)
  expect((await write('https://evil.example')).status).toBe(403)
  const feed = await openFeed(url, '', { headers: { origin } })
  expect(feed.socket.readyState).toBe(WebSocket.OPEN)
  await expect(openFeed(url, '', { headers: { origin: 'https://evil.example' } })).rejects.toThrow(
    '403',
  )
})

test('the feed tells of mail', async () => {
  const { url, smtpPort } = await start()
  const feed = await openFeed(url)

  await sendMail(smtpPort, { subject: 'Over TLS' })

  expect(await feed.take(1)).toMatchObject([{ Type: 'new', Data: { Subject: 'Over TLS' } }])
})

test('the policy of a mail names its parts under https', async () => {
  const { url, smtpPort } = await start()
  await sendMail(smtpPort, { html: '<p>Hello</p>' })
  const { messages } = (await ask(`${url}api/v1/messages`)).json() as MessageList

  const { headers } = await ask(`${url}view/${messages[0]?.ID ?? ''}.html`)

  expect(headers['content-security-policy']).toContain(
    `img-src ${url}api/v1/message/${messages[0]?.ID ?? ''}/part/`,
  )
})

test('a message that is sent under a name tells how', async () => {
  const { url } = await start()
  await ask(`${url}api/v1/send`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('shop:x')}` },
    body: JSON.stringify({ From: { Email: 'a@example.com' }, To: [{ Email: 'b@example.com' }] }),
  })

  const { Session } = (await ask(`${url}api/v1/message/latest`)).json() as Message

  expect(Session).toMatchObject({ User: 'shop', Protocol: 'HTTPS', TLS: { Protocol: 'TLSv1.3' } })
})

test('a body is read although HTTP/2 was offered', async () => {
  const { url, smtpPort } = await start()
  await sendMail(smtpPort)
  const socket = (await tlsSocket(url)).setEncoding('utf8')
  let heard = ''
  socket.on('data', (text: string) => (heard += text))

  socket.write(
    'DELETE /api/v1/messages HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings, close\r\n' +
      'Upgrade: h2c\r\nContent-Length: 16\r\n\r\n{"IDs":["none"]}' +
      'GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  )
  await once(socket, 'close')

  expect(heard.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2)
  expect((await ask(`${url}api/v1/messages`)).json()).toMatchObject({ total: 1 })
})

test.for(['an idle client', 'a handshake that has not begun', 'one that does not end'] as const)(
  'a stop does not wait for %s',
  async (which) => {
    const { url, close } = await launchMailmitt(...TLS)
    const socket =
      which === 'an idle client'
        ? await tlsSocket(url)
        : connectPlain(Number(new URL(url).port), '127.0.0.1')
    socket.on('error', () => undefined)
    if (which !== 'an idle client') await once(socket, 'connect')
    if (which === 'one that does not end') socket.write(Buffer.from([0x16, 0x03, 0x01]))
    const gone = new Promise((resolve) => socket.resume().once('close', resolve))

    const begun = performance.now()
    await close()
    await gone

    expect(performance.now() - begun).toBeLessThan(limits.stopGraceMs)
  },
)

test('readyz takes any certificate and sends no password; others want to trust it', async () => {
  const { url } = await start('--webroot', 'mail')
  const address = url.replace('//', '//ann:secret@')

  const ready = await runProgram(['readyz', '--url', address])
  const dump = await runProgram(['dump', 'nowhere', '--url', address])

  expect(ready).toEqual({ code: 0, out: '', err: '' })
  expect(dump.code).toBe(3)
  expect(dump.err).toContain('Its certificate is not trusted')
  expect(dump.err).not.toContain('secret')
})

test('readyz finds the server by the variables that moved it', async () => {
  const { url } = await start('--webroot', 'mail')

  const env = {
    MAILMITT_LISTEN: new URL(url).host,
    MAILMITT_WEBROOT: 'mail',
    MP_UI_TLS_CERT: NAMES,
    MP_UI_TLS_KEY: NAMES,
  }

  expect(await runProgram(['readyz'], { env })).toEqual({ code: 0, out: '', err: '' })
})

test('files that are no certificate keep it from starting', async () => {
  const flags = ['--ui-tls-cert', 'package.json', '--ui-tls-key', 'package.json']

  await expect(startMailmitt(...flags)).rejects.toThrow('--ui-tls-cert package.json')
})
