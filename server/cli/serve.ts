import process from 'node:process'
import { CommanderError } from 'commander'
import { MailmittError } from '../core/errors.ts'
import { createLineWriter } from './line-writer.ts'
import type { Logger } from './logger.ts'
import { createLogger } from './logger.ts'
import { formatAddress } from './parse-address.ts'
import type { Config } from './read-config.ts'
import { readConfig } from './read-config.ts'
import type { Env } from './read-settings.ts'
import type { Mailmitt } from './start.ts'
import { start } from './start.ts'
import { version } from './version.ts'

/** Runs the server until a signal ends it; resolves with the exit code. */
export async function runServe(argv: readonly string[], env: Env): Promise<number> {
  const stdout = createLineWriter(process.stdout)
  try {
    const config = readConfig(argv, env)
    const logger = createLogger({
      format: config.logFormat,
      level: config.logLevel,
      out: stdout.write,
      err: (line) => void process.stderr.write(`${line}\n`),
      now: () => new Date(),
    })
    // Listened for before the start, which takes a moment that Ctrl-C may fall into.
    const signalled = nextSignal()
    const mailmitt = await start(config, logger)
    announce(mailmitt, config, logger)
    await signalled
    await mailmitt.close()
    return 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (!(error instanceof MailmittError)) throw error
    process.stderr.write(`${error.message}\n`)
    return error.code === 'invalid-config' ? 2 : 1
  } finally {
    stdout.flush()
  }
}

/** Four lines, or one for programs. */
function announce(mailmitt: Mailmitt, config: Config, logger: Logger): void {
  const smtp = mailmitt.smtp.map(({ Host, Port }) => formatAddress({ host: Host, port: Port }))
  const facts = { version, smtp: mailmitt.smtp, http: [mailmitt.url] }
  const text = [
    `Mailmitt ${version} catches all mail and delivers none.`,
    `  SMTP   ${smtp.join(', ')}  (any user and password${tlsNote(config)})`,
    `  Inbox  ${mailmitt.url}`,
    '  Ctrl-C stops it.',
  ].join('\n')
  logger.info('started', config.logFormat === 'json' ? 'started' : text, facts)
}

function tlsNote({ startTls }: Config): string {
  switch (startTls) {
    case 'offered':
      return '; STARTTLS'
    case 'hidden':
      return '; STARTTLS when asked for'
    case 'off':
      return ''
  }
}

function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}
