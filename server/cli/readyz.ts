import process from 'node:process'
import { setTimeout as delay } from 'node:timers/promises'
import { Command, CommanderError } from 'commander'
import { MailmittError } from '../core/errors.ts'
import { formatAddress } from './parse-address.ts'
import { readConfig } from './read-config.ts'
import type { Env } from './read-settings.ts'

const POLL_MS = 100
const REQUEST_MS = 2_000

/** `mailmitt readyz [--wait s] [--url URL]`: 0 ready, 1 not ready, 2 wrong use, 3 not reachable. */
export async function runReadyz(argv: readonly string[], env: Env): Promise<number> {
  const command = new Command('mailmitt readyz')
    .description(
      'Tells by its exit code whether Mailmitt answers: 0 ready, 1 not, 3 not reachable.',
    )
    .option('--url <url>', 'where it is (MAILMITT_URL, else where these variables make it listen)')
    .option('--wait <seconds>', 'keep asking for so long', '0')
    .exitOverride()
  try {
    command.parse([...argv], { from: 'user' })
    const options = command.opts<{ url?: string; wait: string }>()
    const url = options.url ?? env['MAILMITT_URL'] ?? listeningUrl(env)
    const seconds = Number(options.wait)
    if (!URL.canParse(url) || !(seconds >= 0)) {
      process.stderr.write('--url must be a URL, and --wait a number of seconds.\n')
      return 2
    }
    return await askUntil(new URL('readyz', withSlash(url)), Date.now() + seconds * 1_000)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (!(error instanceof MailmittError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 2
  }
}

/** In a container the probe has the variables of the server, which may have moved it. */
function listeningUrl(env: Env): string {
  const { listen, webroot } = readConfig([], env)
  const isAny = listen.host === '0.0.0.0' || listen.host === '::'
  const host = isAny ? 'localhost' : listen.host
  return `http://${formatAddress({ host, port: listen.port })}${webroot}`
}

async function askUntil(url: URL, deadline: number): Promise<number> {
  for (;;) {
    const code = await ask(url)
    if (code === 0 || Date.now() >= deadline) {
      if (code === 3) process.stderr.write(`No Mailmitt answers at ${url.href}.\n`)
      return code
    }
    await delay(POLL_MS)
  }
}

async function ask(url: URL): Promise<number> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(REQUEST_MS) })
    return response.ok ? 0 : 1
  } catch (error) {
    // What fetch says of a server that is not there, and of one that does not answer.
    if (error instanceof TypeError || error instanceof DOMException) return 3
    throw error
  }
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`
}
