import { get } from 'node:http'
import { get as getOverTls } from 'node:https'
import { setTimeout as delay } from 'node:timers/promises'
import { Command, CommanderError } from 'commander'
import { takeCredentials } from '../../client/http/credentials.ts'
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
    if (!isHttpUrl(url) || !(seconds >= 0)) {
      process.stderr.write('--url must be an http(s) URL, and --wait a number of seconds.\n')
      return 2
    }
    const { url: base } = takeCredentials(withSlash(url))
    return await askUntil(new URL('readyz', base), Date.now() + seconds * 1_000)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (!(error instanceof MailmittError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 2
  }
}

/** In a container the probe has the variables of the server, which may have moved it. */
function listeningUrl(env: Env): string {
  const { listen, webroot, uiCertificate } = readConfig([], env)
  const isAny = listen.host === '0.0.0.0' || listen.host === '::'
  const host = isAny ? 'localhost' : listen.host
  const scheme = uiCertificate ? 'https' : 'http'
  return `${scheme}://${formatAddress({ host, port: listen.port })}${webroot}`
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

/** Nothing secret is asked or told here, so that any certificate will do: a probe knows none to trust. */
function ask(url: URL): Promise<number> {
  return new Promise((resolve) => {
    const options = {
      agent: false,
      rejectUnauthorized: false,
      signal: AbortSignal.timeout(REQUEST_MS),
    }
    const request = (url.protocol === 'https:' ? getOverTls : get)(url, options, (response) => {
      response.resume()
      resolve(response.statusCode === 200 ? 0 : 1)
    })
    // Nobody there, nobody who answers in time, or somebody who speaks something else.
    request.on('error', () => resolve(3))
  })
}

function isHttpUrl(text: string): boolean {
  return /^https?:/i.test(text) && URL.canParse(text)
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`
}
