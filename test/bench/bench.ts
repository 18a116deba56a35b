import { readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { makeMessage } from './message.ts'
import { median } from './numbers.ts'
import { printSdk } from './sdk-table.ts'
import type { BenchServer } from './servers.ts'
import { startBare, startMailmitt } from './servers.ts'
import { sendLoad } from './smtp-load.ts'
import { printUi } from './ui-table.ts'

const SESSIONS = 20

const { values } = parseArgs({
  allowNegative: true,
  options: {
    messages: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '5' },
    /** In the list that is scrolled. */
    rows: { type: 'string', default: '100000' },
    quick: { type: 'boolean', default: false },
    /** Only what a person at the web UI waits for; `--no-browser` is all but that. */
    ui: { type: 'boolean', default: false },
    browser: { type: 'boolean', default: true },
  },
})
const messages = values.quick ? 1_000 : Number(values.messages)
const rounds = values.quick ? 3 : Number(values.rounds)
const uiRounds = {
  messages: values.quick ? 30 : 100,
  newsletters: values.quick ? 5 : 15,
  rows: values.quick ? 10_000 : Number(values.rows),
  seconds: values.quick ? 2 : 5,
  messagesASecond: 500,
}

interface Row {
  readonly name: string
  readonly isKeptOpen: boolean
}

const ROWS: readonly Row[] = [
  { name: `${SESSIONS} connections kept open`, isKeptOpen: true },
  { name: `a connection per message, ${SESSIONS} at a time`, isKeptOpen: false },
]

interface Rates {
  /** Messages per second until all had their 250. */
  readonly accepted: number
  /** … until all were read and visible over HTTP. */
  readonly visible: number
}

async function measure(server: BenchServer, { isKeptOpen }: Row): Promise<Rates> {
  const startedAt = performance.now()
  await sendLoad({
    port: server.smtpPort,
    messages,
    sessions: SESSIONS,
    isKeptOpen,
    makeMessage,
  })
  const acceptedAt = performance.now()
  await server.settled()
  const visibleAt = performance.now()
  return {
    accepted: (messages * 1_000) / (acceptedAt - startedAt),
    visible: (messages * 1_000) / (visibleAt - startedAt),
  }
}

/** A fresh server for each measurement, warmed up, so that none inherits the memory of another. */
async function measureFresh(start: () => Promise<BenchServer>, row: Row): Promise<Rates> {
  const server = await start()
  try {
    const warmUp = { sessions: SESSIONS, isKeptOpen: row.isKeptOpen, makeMessage }
    await sendLoad({ ...warmUp, port: server.smtpPort, messages: 500 })
    await server.settled()
    return await measure(server, row)
  } finally {
    await server.stop()
  }
}

async function printLoad(): Promise<void> {
  const size = makeMessage(1).byteLength
  console.log(
    `${messages} messages of ${size} bytes (multipart/alternative), ${rounds} rounds in turn`,
  )
  for (const row of ROWS) {
    const bare: Rates[] = []
    const mailmitt: Rates[] = []
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await measureFresh(startBare, row))
      mailmitt.push(await measureFresh(startMailmitt, row))
    }
    const ceiling = median(bare.map(({ accepted }) => accepted))
    /** Of each round its own ratio: the two ran side by side on the same busy machine. */
    const ratio = (kind: keyof Rates): number =>
      median(mailmitt.map((rates, round) => rates[kind] / (bare[round]?.accepted ?? NaN)))

    console.log(row.name)
    console.table({
      'bare smtp-server, accepted and thrown away': { 'messages/s': Math.round(ceiling), ratio: 1 },
      'Mailmitt, accepted': {
        'messages/s': Math.round(median(mailmitt.map(({ accepted }) => accepted))),
        ratio: Number(ratio('accepted').toFixed(2)),
      },
      'Mailmitt, read and visible': {
        'messages/s': Math.round(median(mailmitt.map(({ visible }) => visible))),
        ratio: Number(ratio('visible').toFixed(2)),
      },
    })
  }

  console.log('\nThe bare smtp-server (test/bench/bare-server.js):\n')
  console.log(readFileSync(path.join(import.meta.dirname, 'bare-server.js'), 'utf8'))
}

/** How busy the machine is: what else runs on it is in every number. */
function loadAverage(): string {
  return os.loadavg()[0]?.toFixed(1) ?? ''
}

console.log(
  `Node ${process.version}, ${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown'}, load average ${loadAverage()}\n`,
)
if (!values.ui) {
  await printLoad()
  await printSdk(rounds)
}
await printUi(values.browser ? uiRounds : undefined)
console.log(`Load average ${loadAverage()}`)
