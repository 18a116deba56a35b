import type { Socket } from 'node:net'
import type { SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection'
import { limits } from '../../core/limits.ts'
import { exitCodes, SendmailError } from './exit-codes.ts'

export interface Mail {
  readonly sender: string
  readonly recipients: readonly string[]
  readonly message: Buffer
}

/** Hands a message to the SMTP server; rejects with the reply that refused it, or one of its recipients. */
export async function deliver(
  socket: Socket,
  { sender, recipients, message }: Mail,
): Promise<void> {
  const { default: SMTPConnection } = await import('nodemailer/lib/smtp-connection')
  const connection = new SMTPConnection({
    connection: socket,
    // The certificate of a mail catcher is self-signed, and the mail stays on this machine.
    ignoreTLS: true,
    greetingTimeout: limits.sendmailSilenceMs,
    socketTimeout: limits.sendmailSilenceMs,
  })
  const sent = new Promise<SMTPConnectionSendInfo>((resolve, reject) => {
    connection.on('error', reject)
    connection.connect((refusal) => {
      if (refusal) {
        reject(refusal)
        return
      }
      const envelope = {
        from: sender,
        to: [...recipients],
        size: message.length,
        use8BitMime: true,
      }
      connection.send(envelope, message, (error, info) => {
        if (error) reject(error)
        else resolve(info)
      })
    })
  })
  try {
    checkRejected(await sent)
  } catch (error) {
    throw toSendmailError(error)
  } finally {
    connection.quit()
    await hangUp(socket)
  }
}

/** Waits for the 221: a client that goes without it looks to the server like one that broke off. */
function hangUp(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve()
    socket.once('close', () => resolve())
    setTimeout(resolve, limits.sendmailQuitMs).unref()
  })
}

/** Some recipients have the message, but the caller must know of the others. */
function checkRejected({ rejectedErrors = [] }: SMTPConnectionSendInfo): void {
  const [first] = rejectedErrors
  if (first) throw first
}

/** What nodemailer adds to its errors. */
interface Refusal {
  readonly code?: string
  readonly response?: string
  readonly responseCode?: number
  readonly command?: string
}

function toSendmailError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const refusal = error as Error & Refusal
  const { response } = refusal
  const text = response === undefined ? error.message : `The SMTP server said: ${response}`
  return new SendmailError(exitCodeOf(refusal), text, { cause: error })
}

/** What nodemailer itself refuses after EHLO: too large for the SIZE, or an address that needs SMTPUTF8. */
const REFUSED_UNSENT = ['EMESSAGE', 'EENVELOPE']

function exitCodeOf({ code = '', responseCode, command }: Refusal): number {
  if (responseCode === undefined && REFUSED_UNSENT.includes(code)) return exitCodes.unavailable
  if (responseCode === undefined || responseCode < 500) return exitCodes.temporaryFailure
  return command === 'RCPT TO' && responseCode === 550 ? exitCodes.noUser : exitCodes.unavailable
}
