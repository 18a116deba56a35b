import { CommanderError } from 'commander'
import type { SmtpAddress } from '../contract/app.ts'
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
    const stopListening = onHangUp(() => reload(mailmitt, logger))
    await signalled
    stopListening()
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
  const smtp = mailmitt.smtp.map(describeListener)
  const facts = { version, smtp: mailmitt.smtp, http: [mailmitt.url] }
  const text = [
    `Mailmitt ${version} catches all mail and delivers none.`,
    `  SMTP   ${smtp.join(', ')}  (${authNote(config)}${tlsNote(config)})`,
    `  Inbox  ${mailmitt.url}`,
    '  Ctrl-C stops it.',
  ].join('\n')
  logger.info('started', config.logFormat === 'json' ? 'started' : text, facts)
}

function describeListener({ Host, Port, TLS, LMTP }: SmtpAddress): string {
  const where = Host.startsWith('unix:') ? Host : formatAddress({ host: Host, port: Port })
  const notes = [...(LMTP ? ['LMTP'] : []), ...(TLS === 'implicit' ? ['TLS'] : [])]
  return notes.length > 0 ? `${where} ${notes.join(' ')}` : where
}

function authNote({ auth }: Config): string {
  return auth ? 'AUTH required' : 'any user and password'
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

/** POSIX only: Windows ends a program whose console is closed. */
function onHangUp(reload: () => Promise<void>): () => void {
  if (process.platform === 'win32') return () => undefined
  const listener = (): void => void reload()
  process.on('SIGHUP', listener)
  return () => process.off('SIGHUP', listener)
}

async function reload(mailmitt: Mailmitt, logger: Logger): Promise<void> {
  try {
    await mailmitt.reload()
    logger.info('reloaded', 'The certificate was read again.')
  } catch (error) {
    if (!(error instanceof MailmittError)) throw error
    logger.error('reload-failed', `${error.message} The certificate stays as it was.`)
  }
}

function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}
