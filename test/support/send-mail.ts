import { createTransport } from 'nodemailer'
import type { SendMailOptions } from 'nodemailer'

/** Sends one message over a connection of its own; resolves with the server's final reply. */
export async function sendMail(port: number, mail: SendMailOptions = {}): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
  const { response } = await transport.sendMail({
    from: 'Ann <ann@example.com>',
    to: 'bob@example.com',
    subject: 'Hello',
    text: 'Good morning.',
    ...mail,
  })
  transport.close()
  return response
}

/** The id that the final 250 carries. */
export function idOf(reply: string): string {
  return /[0-9A-Za-z]{22}/.exec(reply)?.[0] ?? ''
}
