import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { onTestFinished } from 'vitest'
import type { Replies } from './smtp-dialogue.ts'
import { listenTo } from './smtp-dialogue.ts'

/** A client that says just what it is told to. It is destroyed when the test ends. */
export interface SmtpClient {
  readonly socket: Socket
  /** The greeting, without its CRLF. */
  readonly greeting: string
  /** Sends one line; resolves with the last line of the reply. */
  say(line: string): Promise<string>
  /** Sends bytes as they are; resolves with the last line of the reply. */
  send(bytes: Buffer): Promise<string>
  /** EHLO, MAIL, RCPT and DATA, up to the 354. */
  openData(recipients?: readonly string[]): Promise<void>
  /** A whole message, with its bytes already stuffed and ended; resolves with the final reply. */
  deliver(stuffed: Buffer, recipients?: readonly string[]): Promise<string>
  /** The next reply, unasked; `undefined` once the server has ended the connection. */
  hear(): Promise<string | undefined>
  /** STARTTLS and the handshake, whatever the certificate. */
  startTls(): Promise<SmtpClient>
}

const PATIENCE_MS = 15_000

export async function connectSmtp(port: number, host = '127.0.0.1'): Promise<SmtpClient> {
  const socket = connect({ port, host, noDelay: true })
  const replies = listenTo(socket, PATIENCE_MS)
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  return toClient(socket, replies, (await hearReply(replies)) ?? '')
}

function toClient(socket: Socket, replies: Replies, greeting: string): SmtpClient {
  async function send(bytes: Buffer): Promise<string> {
    socket.write(bytes)
    return (await hearReply(replies)) ?? 'the end of the connection'
  }
  const say = (line: string): Promise<string> => send(Buffer.from(`${line}\r\n`))

  async function openData(recipients: readonly string[] = ['bob@example.com']): Promise<void> {
    const commands = [
      'EHLO client.example',
      'MAIL FROM:<ann@example.com>',
      ...recipients.map((recipient) => `RCPT TO:<${recipient}>`),
      'DATA',
    ]
    for (const command of commands) {
      const reply = await say(command)
      if (!/^[23]/.test(reply)) throw new Error(`${command} was answered ${reply}`)
    }
  }

  return {
    socket,
    greeting,
    say,
    send,
    openData,
    hear: () => hearReply(replies),
    async deliver(stuffed, recipients) {
      await openData(recipients)
      return send(stuffed)
    },
    async startTls() {
      await say('EHLO client.example')
      await say('STARTTLS')
      replies.release()
      const secure = connectTls({ socket, rejectUnauthorized: false })
      await once(secure, 'secureConnect')
      return toClient(secure, listenTo(secure, PATIENCE_MS), greeting)
    },
  }
}

/** The last line of a reply. */
async function hearReply(replies: Replies): Promise<string | undefined> {
  for (;;) {
    const line = await replies.next()
    if (line?.[3] !== '-') return line
  }
}
