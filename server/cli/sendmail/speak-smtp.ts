import type { Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { exitCodes, SendmailError } from './exit-codes.ts'

/** `-bs`: whoever calls speaks SMTP itself, on standard input and output; ends when the server hangs up. */
export async function speakSmtp(socket: Socket): Promise<void> {
  process.stdin.pipe(socket)
  try {
    await pipeline(socket, process.stdout, { end: false })
  } catch (cause) {
    const text = 'The SMTP server broke off the connection.'
    throw new SendmailError(exitCodes.temporaryFailure, text, { cause })
  }
}
