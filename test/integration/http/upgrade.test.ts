import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { MessageList } from '../../../server/contract/message.ts'
import { ask } from '../../support/http.ts'
import { sendMail } from '../../support/send-mail.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

/** What the server says to these bytes until it closes the connection. */
async function say(url: string, request: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').setEncoding('utf8')
  let heard = ''
  socket.on('data', (text: string) => (heard += text))
  socket.write(request)
  await once(socket, 'close')
  return heard
}

const OFFER = 'Host: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n'
const LAST = 'GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'

test.for([
  ['with a length', 'Content-Length: 16\r\n\r\n{"IDs":["none"]}'],
  ['in chunks', 'Transfer-Encoding: chunked\r\n\r\n10\r\n{"IDs":["none"]}\r\n0\r\n\r\n'],
] as const)('a body %s is read although HTTP/2 was offered', async ([, body]) => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort)

  const heard = await say(url, `DELETE /api/v1/messages HTTP/1.1\r\n${OFFER}${body}${LAST}`)

  // Both the request and the one pipelined behind it were answered, and nothing else went.
  expect(heard.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2)
  expect(((await ask(`${url}api/v1/messages`)).json() as MessageList).total).toBe(1)
})

test('any number of offers on one connection leave nothing behind', async () => {
  const { url } = await startMailmitt()
  const warnings: string[] = []
  const warn = ({ message }: Error): void => void warnings.push(message)
  process.on('warning', warn)
  onTestFinished(() => void process.off('warning', warn))
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())

  // Java's client offers HTTP/2 on every request that it sends.
  for (let count = 0; count < 30; count += 1) {
    socket.write(`GET /livez HTTP/1.1\r\n${OFFER}\r\n`)
    await once(socket, 'data')
  }

  expect(warnings).toEqual([])
})

test.for(['/api/%zz', '/api/v1/messages', '/nothing'])(
  'an upgrade at %s is answered and its connection closed',
  async (path) => {
    const { url } = await startMailmitt()

    const heard = await say(
      url,
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    )

    expect(heard).toMatch(/^HTTP\/1\.1 /)
  },
)
