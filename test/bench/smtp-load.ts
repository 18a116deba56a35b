import { connect } from 'node:net'
import type { Socket } from 'node:net'

export interface Load {
  readonly port: number
  readonly messages: number
  /** Sessions at a time. */
  readonly sessions: number
  /** Whether a session sends one message and leaves, as most test suites do, or stays. */
  readonly isKeptOpen: boolean
  readonly makeMessage: (index: number) => Buffer
  /** Of each message; one for all unless it is told. */
  readonly recipientOf?: (index: number) => string
}

const someone = 'customer@example.com'
const dot = Buffer.from('.\r\n')

/** Sends all messages in lockstep, as Postfix's smtp-source does: each command waits for its reply. */
export async function sendLoad({ messages, sessions, isKeptOpen, ...load }: Load): Promise<void> {
  const { makeMessage, recipientOf = () => someone } = load
  let next = 0
  const take = (): number | undefined => (next < messages ? next++ : undefined)

  async function keepSending(): Promise<void> {
    const client = await openClient(load.port)
    for (let index = take(); index !== undefined; index = take()) {
      await client.send(makeMessage(index), recipientOf(index))
    }
    await client.quit()
  }

  async function sendOneByOne(): Promise<void> {
    for (let index = take(); index !== undefined; index = take()) {
      const client = await openClient(load.port)
      await client.send(makeMessage(index), recipientOf(index))
      await client.quit()
    }
  }

  const work = isKeptOpen ? keepSending : sendOneByOne
  await Promise.all(Array.from({ length: sessions }, work))
}

/** One session, one message after the other. */
export interface Client {
  send(message: Buffer, recipient?: string): Promise<void>
  quit(): Promise<void>
}

export async function openClient(port: number): Promise<Client> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  const talk = createTalk(socket)
  await talk('', '220')
  await talk('EHLO bench.example.com\r\n', '250')
  return {
    async send(message, recipient = someone) {
      await talk('MAIL FROM:<shop@example.com>\r\n', '250')
      await talk(`RCPT TO:<${recipient}>\r\n`, '250')
      await talk('DATA\r\n', '354')
      // The messages of the bench have no line that begins with a dot.
      await talk([message, dot], '250')
    },
    async quit() {
      await talk('QUIT\r\n', '221')
      socket.destroy()
    },
  }
}

type Talk = (what: string | readonly Buffer[], expected: string) => Promise<void>

function createTalk(socket: Socket): Talk {
  let heard = ''
  let onReply: (reply: string) => void = () => undefined
  let onError: (error: Error) => void = () => undefined
  socket.on('error', (error) => onError(error))
  socket.on('data', (data: Buffer) => {
    heard += data.toString('latin1')
    // The last line of a reply has a space behind its code.
    if (!heard.endsWith('\n') || !/(?:^|\n)\d{3} [^\n]*\n$/.test(heard)) return
    const reply = heard
    heard = ''
    onReply(reply)
  })
  return (what, expected) =>
    new Promise((resolve, reject) => {
      onError = reject
      onReply = (reply) => {
        if (reply.startsWith(expected)) resolve()
        else reject(new Error(`Expected ${expected}, the server said ${reply}`))
      }
      if (typeof what === 'string') {
        if (what !== '') socket.write(what)
        return
      }
      // As one, and without a copy of what may be large.
      socket.cork()
      for (const bytes of what) socket.write(bytes)
      socket.uncork()
    })
}
