import { randomUUID } from 'node:crypto'
import os from 'node:os'
import { printable } from '../logger.ts'
import type { ListenAddress } from '../parse-address.ts'
import { parseAddress } from '../parse-address.ts'
import type { Env } from '../read-settings.ts'
import { deliver } from './deliver.ts'
import { exitCodes, SendmailError } from './exit-codes.ts'
import { openSocket } from './open-socket.ts'
import type { SendmailArguments } from './parse-arguments.ts'
import { parseArguments } from './parse-arguments.ts'
import { prepareMessage } from './prepare-message.ts'
import { readInput } from './read-input.ts'
import { checkAddress } from './read-mailboxes.ts'
import { speakSmtp } from './speak-smtp.ts'

const HELP = `Usage: mailmitt sendmail [flags] [recipient...] < message

Stands in for the sendmail of the system: reads a message and hands it to Mailmitt.

  -t                       read recipients from To, Cc and Bcc; Bcc is taken out
  -i, -oi                  a line with a single dot does not end the message
  -f <address>             envelope sender (MAILMITT_SENDMAIL_FROM, MP_SENDMAIL_FROM, default user@host)
  -F <name>                name of the sender where the message has no From
  -bs                      speak SMTP on standard input and output
  --smtp-addr <host:port>  where to (MAILMITT_SENDMAIL_SMTP_ADDR, MP_SENDMAIL_SMTP_ADDR, default localhost:1025)
  --help                   this help

All other flags of sendmail are accepted and ignored. A program called "sendmail" that leads to mailmitt is
"mailmitt sendmail". Exit codes are those of sysexits.h.
`

/** `mailmitt sendmail`: 0 sent, else a code of sysexits.h. */
export async function runSendmail(argv: readonly string[], env: Env): Promise<number> {
  try {
    const asked = parseArguments(argv)
    switch (asked.mode) {
      case 'help':
        process.stdout.write(HELP)
        break
      case 'speak-smtp':
        await speakSmtp(await openSocket(toSmtpAddress(asked, env)))
        break
      case 'send':
        await send(asked, env)
        break
    }
    return exitCodes.ok
  } catch (error) {
    if (!(error instanceof SendmailError)) throw error
    process.stderr.write(`sendmail: ${printable(error.message)}\n`)
    return error.exitCode
  }
}

async function send(asked: SendmailArguments, env: Env): Promise<void> {
  const address = toSmtpAddress(asked, env)
  const sender = toSender(asked, env)
  const input = await readInput(process.stdin, asked).catch((error: unknown) => {
    throw toInputError(error)
  })
  const { recipients, message } = await prepareMessage(input, {
    ...asked,
    sender: sender === '' ? defaultSender(env) : sender,
    now: new Date(),
    newId: randomUUID(),
  })
  await deliver(await openSocket(address), { sender, recipients, message })
}

function toSmtpAddress({ smtpAddress }: SendmailArguments, env: Env): ListenAddress {
  const text = smtpAddress ?? variable(env, 'SENDMAIL_SMTP_ADDR') ?? 'localhost:1025'
  const address = parseAddress(text)
  if (address) return address
  throw new SendmailError(exitCodes.usage, `--smtp-addr must be host:port, not "${text}".`)
}

/** `<>` and an empty text are the null sender. */
function toSender({ from }: SendmailArguments, env: Env): string {
  const text = (from ?? variable(env, 'SENDMAIL_FROM') ?? defaultSender(env)).trim()
  const [, bracketed = text] = /<([^<>]*)>$/.exec(text) ?? []
  return checkAddress(bracketed)
}

function variable(env: Env, name: string): string | undefined {
  return [env[`MAILMITT_${name}`], env[`MP_${name}`]].find((value) => (value ?? '') !== '')
}

function defaultSender(env: Env): string {
  // Names of people may have spaces on Windows.
  return `${userName(env).replaceAll(/[\s"<>@]+/g, '.')}@${os.hostname()}`
}

function userName(env: Env): string {
  try {
    return os.userInfo().username
  } catch (error) {
    // In a container the user may be a bare number, without an entry in the list of users.
    if (!(error instanceof Error) || !('syscall' in error)) throw error
    return env['USER'] ?? 'nobody'
  }
}

function toInputError(error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error
  const text = `The message cannot be read: ${error.message}`
  return new SendmailError(exitCodes.noInput, text, { cause: error })
}
