import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'

export interface BenchServer {
  /** Of its web UI; empty where it has none. */
  readonly url: string
  readonly smtpPort: number
  /** Resolves when everything that was accepted is read and visible. */
  readonly settled: () => Promise<void>
  readonly stop: () => Promise<void>
}

const root = path.join(import.meta.dirname, '../..')

/** Each server has a process of its own, so that the load does not run on its event loop. */
async function startProcess(
  argv: readonly string[],
): Promise<{ line: unknown; stop: () => Promise<void> }> {
  const child = spawn(process.execPath, argv, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const line = JSON.parse(
    await new Promise<string>((resolve) => lines.once('line', resolve)),
  ) as unknown
  // Read on: a full pipe would hold the server back.
  lines.on('line', () => undefined)
  return {
    line,
    async stop() {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    },
  }
}

export async function startBare(): Promise<BenchServer> {
  const { line, stop } = await startProcess(['test/bench/bare-server.js'])
  const { port } = line as { port: number }
  return { url: '', smtpPort: port, settled: () => Promise.resolve(), stop }
}

export async function startMailmitt(): Promise<BenchServer> {
  const { line, stop } = await startProcess([
    'dist/server/main.js',
    ...['--smtp', 'localhost:0', '--listen', 'localhost:0', '--log-format', 'json'],
    // Nothing is evicted, so that every message is really kept.
    ...['--max', '0', '--max-bytes', '0'],
  ])
  const started = line as { smtp: { Port: number }[]; http: string[] }
  const url = started.http[0] ?? ''
  return {
    url,
    smtpPort: started.smtp[0]?.Port ?? 0,
    async settled() {
      await (await fetch(`${url}api/v1/cursor`)).json()
    },
    stop,
  }
}
