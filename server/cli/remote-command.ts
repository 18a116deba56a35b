import type { Command } from 'commander'
import { CommanderError } from 'commander'
import type { Client } from '../../client/http.ts'
import { createClient, MailmittHttpError } from '../../client/http.ts'
import { MailmittError } from '../core/errors.ts'
import { printable } from './logger.ts'
import type { Env } from './read-settings.ts'

const DEFAULT_URL = 'http://localhost:8025'

/** The `--url` of every sub-command that talks to a running Mailmitt. */
export function addUrlOption(command: Command): Command {
  return command.option(
    '--url <url>',
    `where Mailmitt is, with its webroot (MAILMITT_URL, default ${DEFAULT_URL})`,
  )
}

export function connectTo(url: string | undefined, env: Env): Client {
  const address = [url, env['MAILMITT_URL']].find((text) => (text ?? '') !== '') ?? DEFAULT_URL
  if (/^https?:/i.test(address) && URL.canParse(address)) return createClient(address)
  throw new MailmittError(
    'invalid-config',
    `--url (MAILMITT_URL) must be a URL like ${DEFAULT_URL}, not "${address}".`,
  )
}

/**
 * Reads the command line, then acts. The exit code is that of the action, or 2 wrong use, 3 server not
 * reachable, 1 for everything else that the server refuses.
 */
export async function runRemoteCommand(
  command: Command,
  argv: readonly string[],
  act: () => Promise<number>,
): Promise<number> {
  try {
    command.exitOverride().parse([...argv], { from: 'user' })
    return await act()
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (!(error instanceof MailmittError || error instanceof MailmittHttpError)) throw error
    process.stderr.write(`${printable(error.message)}${certificateHint(error)}\n`)
    return error instanceof MailmittError ? 2 : exitCodeOf(error)
  }
}

/** Not to be trusted is not to be silent. */
function certificateHint(error: Error): string {
  const { cause } = error
  const reason = cause instanceof Error ? cause.cause : undefined
  const code = reason instanceof Error && 'code' in reason ? String(reason.code) : ''
  if (!/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) return ''
  return ` Its certificate is not trusted (${code}); NODE_EXTRA_CA_CERTS can name a file with it.`
}

function exitCodeOf({ status }: MailmittHttpError): number {
  if (status === 0) return 3
  return status === 400 ? 2 : 1
}
