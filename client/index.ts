import { createLogger } from '../server/cli/logger.ts'
import { readConfig } from '../server/cli/read-config.ts'
import { start } from '../server/cli/start.ts'
import { connect } from './mail/connect.ts'
import type { Mailmitt } from './mail/mailmitt.ts'
import { createLocalFetch } from './start/local-fetch.ts'
import { MailError } from './mail/wait-error.ts'

// eslint-disable-next-line no-restricted-syntax -- An entry of the package: that of a client, and a start.
export * from './client.ts'

export interface StartOptions {
  /** Of SMTP; a free one when absent or 0. */
  readonly smtpPort?: number
  /** Of the web UI and the API; a free one when absent or 0. */
  readonly httpPort?: number
  /** More flags, as on the command line: `['--max', '1000', '--smtp-auth-file', 'users']`. */
  readonly flags?: readonly string[]
  /** Milliseconds that waits take at most; of `MAILMITT_TIMEOUT`, else 4,000, when absent. */
  readonly timeout?: number
  /** Lines of the log that say what went wrong in Mailmitt itself; on stderr when absent. */
  readonly onError?: (line: string) => void
}

/**
 * A Mailmitt in this process, with real SMTP and HTTP on loopback: `await using mail = await startMailmitt()`.
 * The environment sets nothing but `MAILMITT_TIMEOUT`: a test is the same on every machine.
 * @throws an error that says which flag or port cannot be used
 */
export async function startMailmitt(options: StartOptions = {}): Promise<Mailmitt> {
  const { smtpPort = 0, httpPort = 0, flags = [] } = options
  const config = readConfig(
    ['--smtp', `localhost:${smtpPort}`, '--listen', `localhost:${httpPort}`, ...flags],
    {},
  )
  const onError = options.onError ?? ((line: string) => void process.stderr.write(`${line}\n`))
  const logger = createLogger({
    format: config.logFormat,
    level: 'quiet',
    out: () => undefined,
    err: onError,
    now: () => new Date(),
  })
  const server = await start(config, logger).catch((error: unknown): never => {
    throw inOwnWords(error)
  })
  const local = createLocalFetch()
  async function stop(): Promise<void> {
    local.close()
    await server.close()
  }
  try {
    return await connect(server.url, {
      ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
      fetch: local.fetch,
      stop,
    })
  } catch (error) {
    await stop()
    throw error
  }
}

/** A flag is what the command line has; here the same is an option. */
function inOwnWords(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const message = error.message
    .replace(
      'choose another one with --smtp.',
      'leave smtpPort out for a free one, or close the other.',
    )
    .replace(
      'choose another one with --listen.',
      'leave httpPort out for a free one, or close the other.',
    )
  return message === error.message ? error : new MailError(message, { cause: error })
}
