import { openHttp } from './http.ts'
import { createProbe } from './probe.ts'
import type { Probe } from './probe.ts'
import type { ServerProcess } from './server-process.ts'
import { startProcess } from './server-process.ts'

export interface BenchServer extends AsyncDisposable {
  /** Of its web UI, with a slash at its end; empty where it has none. */
  readonly url: string
  readonly smtpPort: number
  readonly pid: number
  /** Resolves when all of so many messages that it has accepted since its start are read and visible. */
  readonly settled: (accepted: number) => Promise<void>
}

/** What takes part in a comparison. */
export interface Contestant {
  readonly name: string
  readonly start: () => Promise<BenchServer>
}

export interface ProbedServer extends BenchServer {
  readonly probe: Probe
}

const mailmittFlags = [
  ...['--smtp', 'localhost:0', '--listen', 'localhost:0', '--log-format', 'json'],
  // Nothing is evicted, so that every message is really kept.
  ...['--max', '0', '--max-bytes', '0'],
]
const mailmittArgv = ['dist/server/main.js', ...mailmittFlags]

export const bare: Contestant = {
  name: 'bare smtp-server',
  async start() {
    const running = await startProcess(['test/bench/bare-server.js'])
    const { port } = JSON.parse(running.line) as { port: number }
    return toServer(running, { url: '', smtpPort: port, settled: () => Promise.resolve() })
  },
}

export const mailmitt: Contestant = {
  name: 'Mailmitt',
  async start() {
    return toMailmitt(await startProcess(mailmittArgv))
  },
}

/** Mailmitt as it is, and a probe in its process. */
export async function startProbed(): Promise<ProbedServer> {
  const probed = ['--expose-gc', '--import', './test/bench/probe.js']
  const running = await startProcess([...probed, ...mailmittArgv], { isAsked: true })
  return { ...toMailmitt(running), probe: createProbe(running.child) }
}

function toMailmitt(running: ServerProcess): BenchServer {
  const started = JSON.parse(running.line) as { smtp: { Port: number }[]; http: string[] }
  const url = started.http[0] ?? ''
  return toServer(running, {
    url,
    smtpPort: started.smtp[0]?.Port ?? 0,
    // Answered after every message that was accepted before it.
    async settled() {
      await using http = openHttp(url)
      await http.get('api/v1/cursor')
    },
  })
}

export function toServer(
  { pid, stop }: ServerProcess,
  facts: Pick<BenchServer, 'url' | 'smtpPort' | 'settled'>,
): BenchServer {
  return { ...facts, pid, [Symbol.asyncDispose]: stop }
}
