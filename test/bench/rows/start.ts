import { execFile } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { openHttp } from '../http.ts'
import { folderBytes, measureInstalled } from '../installed.ts'
import { atMost } from '../measure.ts'
import type { Measure, Result } from '../measure.ts'
import { inTurn, median, timed } from '../numbers.ts'
import { residentBytes } from '../resident.ts'
import type { Row } from '../row.ts'
import { mailmitt } from '../servers.ts'
import type { Contestant } from '../servers.ts'
import { openClient } from '../smtp-load.ts'

const ports = { id: 'start.ports', what: 'Start: process → both ports answer', unit: 'ms' } as const
const memory = { id: 'start.memory', what: 'Start: idle memory (RSS)', unit: 'MB' } as const
const measures = {
  ports: { ...ports, target: atMost(350) },
  memory: { ...memory, target: atMost(90) },
  installed: {
    id: 'start.installed',
    what: 'Start: production install',
    unit: 'MB',
    target: atMost(45),
  },
  node: { id: 'start.node', what: 'Start: an empty script of Node', unit: 'ms' },
  maildevPorts: { ...ports, id: 'start.maildev-ports', what: `${ports.what}, MailDev` },
  maildevMemory: { ...memory, id: 'start.maildev-memory', what: `${memory.what}, MailDev` },
  maildevInstalled: {
    id: 'start.maildev-installed',
    what: 'Start: production install, MailDev',
    unit: 'MB',
  },
} satisfies Record<string, Measure>

interface Start {
  readonly ms: number
  readonly megabytes: number
}

/** After its ports answer, what is loaded behind them is loaded too. */
const idleMs = 1_000
const run = promisify(execFile)

export const start: Row = {
  name: 'start',
  how: 'A process is started, greets over SMTP and answers over HTTP; then it rests. And npm installs the package.',
  measures: Object.values(measures),
  async run({ rounds, maildev }) {
    const starts = await inTurn(rounds, {
      mailmitt: () => measureStart(mailmitt),
      node: measureNode,
      ...(maildev ? { maildev: () => measureStart(maildev) } : {}),
    })
    const of = (name: keyof typeof starts, part: keyof Start): number =>
      median((starts[name] ?? []).map((one) => one[part]))
    const ours: Result[] = [
      { measure: measures.ports, value: of('mailmitt', 'ms') },
      { measure: measures.memory, value: of('mailmitt', 'megabytes') },
      { measure: measures.installed, value: (await measureInstalled()) / 1e6 },
      { measure: measures.node, value: of('node', 'ms') },
    ]
    if (!maildev) return ours
    const note = maildev.name
    return [
      ...ours,
      { measure: measures.maildevPorts, value: of('maildev', 'ms'), note },
      { measure: measures.maildevMemory, value: of('maildev', 'megabytes'), note },
      { measure: measures.maildevInstalled, value: folderBytes(maildev.folder) / 1e6, note },
    ]
  },
}

async function measureStart(contestant: Contestant): Promise<Start> {
  const startedAt = performance.now()
  await using server = await contestant.start()
  await using http = openHttp(server.url)
  const [client] = await Promise.all([openClient(server.smtpPort), http.reach('')])
  const ms = performance.now() - startedAt
  await client.quit()
  await pause(idleMs)
  return { ms, megabytes: residentBytes(server.pid) / 1e6 }
}

/** What of it is the runtime alone. */
async function measureNode(): Promise<Start> {
  return { ms: await timed(() => run(process.execPath, ['-e', '0'])), megabytes: 0 }
}
