import { spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'

export interface Program {
  /** Ends with a slash. */
  readonly url: string
  readonly smtpPort: number
  stop(): Promise<void>
}

export interface ProgramOptions {
  readonly smtpPort?: number
  readonly httpPort?: number
  readonly args?: readonly string[]
}

const main = path.join(import.meta.dirname, '../../../dist/server/main.js')

/** Starts the built program, as a user would, and waits until it says where it listens. */
export async function startProgram(options: ProgramOptions = {}): Promise<Program> {
  const { smtpPort = 0, httpPort = 0, args = [] } = options
  const child = spawn(
    process.execPath,
    [
      main,
      ...['--smtp', `localhost:${smtpPort}`],
      ...['--listen', `localhost:${httpPort}`],
      ...['--log-format', 'json'],
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const lines = createInterface({ input: child.stdout })
  const started = await new Promise<Started>((resolve, reject) => {
    lines.on('line', (line) => {
      const entry = JSON.parse(line) as Partial<Started> & { event?: string }
      if (entry.event === 'started') resolve(entry as Started)
    })
    void exited.then(() => reject(new Error('The program ended before it listened.')))
  })
  const [http] = started.http
  const [smtp] = started.smtp
  if (http === undefined || smtp === undefined) throw new Error('The program listens nowhere.')
  return {
    url: http,
    smtpPort: smtp.Port,
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

interface Started {
  readonly smtp: readonly { readonly Port: number }[]
  readonly http: readonly string[]
}
