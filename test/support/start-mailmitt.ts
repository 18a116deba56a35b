import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { createLogger } from '../../server/cli/logger.ts'
import { readConfig } from '../../server/cli/read-config.ts'
import type { Env } from '../../server/cli/read-settings.ts'
import { start } from '../../server/cli/start.ts'
import type { SmtpAddress } from '../../server/contract/app.ts'

export const program = path.join(import.meta.dirname, '../../dist/server/main.js')

export interface RunningMailmitt {
  /** That of the first listener. */
  readonly smtpPort: number
  /** Where it listens: `--smtp`, then `--smtps`, then `--lmtp`. */
  readonly smtp: readonly SmtpAddress[]
  /** Ends with a slash. */
  readonly url: string
  /** What it has logged so far, line by line. */
  readonly logged: readonly string[]
  readonly close: () => Promise<void>
}

/** Mailmitt on free ports, which closes itself when the test ends. */
export async function startMailmitt(...argv: string[]): Promise<RunningMailmitt> {
  return startMailmittIn({}, ...argv)
}

/** The same, with variables of the environment. */
export async function startMailmittIn(env: Env, ...argv: string[]): Promise<RunningMailmitt> {
  const running = await launchMailmittIn(env, ...argv)
  onTestFinished(() => running.close())
  return running
}

/**
 * Mailmitt on free ports, for whoever closes it. From the sources, or as the built program where
 * `MAILMITT_UNDER_TEST` is `built`.
 */
export function launchMailmitt(...argv: string[]): Promise<RunningMailmitt> {
  return launchMailmittIn({}, ...argv)
}

/** The same, with variables of the environment. */
export function launchMailmittIn(env: Env, ...argv: string[]): Promise<RunningMailmitt> {
  const flags = ['--smtp', 'localhost:0', '--listen', 'localhost:0', ...argv]
  const isBuilt = process.env['MAILMITT_UNDER_TEST'] === 'built'
  return isBuilt ? startBuilt(flags, env) : startSources(flags, env)
}

async function startSources(flags: string[], env: Env): Promise<RunningMailmitt> {
  const config = readConfig(flags, env)
  const logged: string[] = []
  const errors: string[] = []
  const logger = createLogger({
    format: config.logFormat,
    level: config.logLevel,
    out: (line) => void logged.push(line),
    err: (line) => void errors.push(line),
    now: () => new Date(),
  })
  const { smtp, url, close } = await start(config, logger)
  return {
    smtpPort: smtp[0]?.Port ?? 0,
    smtp,
    url,
    logged,
    async close() {
      await close()
      // A bug in a handler is a failure of the test that met it.
      if (errors.length > 0) throw new Error(`Mailmitt logged an error: ${errors.join('\n')}`)
    },
  }
}

/** The line by which the program says that it listens, with `--log-format json`. */
interface Started {
  readonly smtp: readonly SmtpAddress[]
  readonly http: readonly string[]
}

async function startBuilt(flags: string[], env: Env): Promise<RunningMailmitt> {
  const child = spawn(process.execPath, [program, ...flags, '--log-format', 'json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const logged: string[] = []
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => logged.push(line))
  const started = await Promise.race([
    new Promise<Started>((resolve) => {
      lines.once('line', (line) => resolve(JSON.parse(line) as Started))
    }),
    exited.then((code): never => {
      throw new Error(`Mailmitt ended with ${code ?? 'a signal'} instead of starting: ${errors}`)
    }),
  ])
  return {
    smtpPort: started.smtp[0]?.Port ?? 0,
    smtp: started.smtp,
    url: started.http[0] ?? '',
    logged,
    async close() {
      child.kill('SIGTERM')
      const code = await exited
      if (code !== 0 || errors !== '') throw new Error(`Mailmitt ended with ${code}: ${errors}`)
    },
  }
}
