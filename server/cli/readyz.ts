import process from 'node:process'
import { setTimeout as delay } from 'node:timers/promises'
import { Command, CommanderError } from 'commander'
import type { Env } from './read-settings.ts'

const POLL_MS = 100
const REQUEST_MS = 2_000

/** `mailmitt readyz [--wait] [--url URL]`: 0 ready, 1 not ready, 2 wrong use, 3 not reachable. */
export async function runReadyz(argv: readonly string[], env: Env): Promise<number> {
  const command = new Command('mailmitt readyz')
    .description(
      'Tells by its exit code whether a Mailmitt answers: 0 ready, 1 not ready, 3 not reachable.',
    )
    .option(
      '--url <url>',
      'where it is (MAILMITT_URL)',
      env['MAILMITT_URL'] ?? 'http://localhost:8025',
    )
    .option('--wait <seconds>', 'keep asking for so long')
    .exitOverride()
  try {
    command.parse([...argv], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    throw error
  }
  const options = command.opts<{ url: string; wait?: string }>()
  const seconds = Number(options.wait ?? 0)
  if (!URL.canParse(options.url) || !(seconds >= 0)) {
    process.stderr.write('--url must be a URL, and --wait a number of seconds.\n')
    return 2
  }
  return askUntil(new URL('readyz', withSlash(options.url)), Date.now() + seconds * 1_000)
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
