import { createTransport } from 'nodemailer'
import type { SendMailOptions } from 'nodemailer'
import { onTestFinished } from 'vitest'
import { connectMailmitt } from '../../client/client.ts'
import type { ConnectOptions, Mailmitt } from '../../client/client.ts'
import { startMailmitt } from './start-mailmitt.ts'

/** A Mailmitt as a test author has it, connected to a server of its own. */
export async function openMail(options: ConnectOptions = {}, ...argv: string[]): Promise<Mailmitt> {
  const { url } = await startMailmitt(...argv)
  const mail = await connectMailmitt(url, options)
  onTestFinished(() => mail.close())
  return mail
}

/** What an app does: real SMTP, with the user of the address. */
export async function sendBy(smtpUrl: string, mail: SendMailOptions = {}): Promise<void> {
  const app = createTransport(smtpUrl)
  try {
    await app.sendMail({
      from: 'shop@example.com',
      subject: 'Hello',
      text: 'Good morning.',
      ...mail,
    })
  } finally {
    app.close()
  }
}

/** The sentence of a failure; a success is a failure of the test. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Error) return error
    throw error
  }
  throw new Error('It did not fail.')
}
