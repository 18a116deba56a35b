import { openHttp } from '../http.ts'
import type { Http } from '../http.ts'
import { makeLargeMessage } from '../large-message.ts'
import { atMost } from '../measure.ts'
import type { Measure } from '../measure.ts'
import { median, percentile, repeated, timed } from '../numbers.ts'
import { warmUp, warmUpMessages } from '../rates.ts'
import type { Row, Settings } from '../row.ts'
import { startProbed } from '../servers.ts'
import type { ProbedServer } from '../servers.ts'
import { openClient } from '../smtp-load.ts'

const measures = {
  others: {
    id: 'large.others',
    what: '25 MB message arriving: other requests meanwhile, p99',
    unit: 'ms',
    target: atMost(50),
  },
  arriving: {
    id: 'large.arriving',
    what: '25 MB message arriving: of those, answered before its 250, p99',
    unit: 'ms',
  },
  memory: {
    id: 'large.memory',
    what: '25 MB message arriving: peak memory over idle, of its size',
    unit: '×',
    target: atMost(4),
  },
  time: { id: 'large.time', what: '25 MB message: until it is read and visible', unit: 'ms' },
} satisfies Record<string, Measure>

interface Arrival {
  /** Of each request that others made … */
  readonly times: readonly number[]
  /** … and of those that were over before it was accepted: later ones wait until it can be listed. */
  readonly early: readonly number[]
  readonly ms: number
}

interface Scene {
  readonly server: ProbedServer
  readonly http: Http
  readonly message: Buffer
  /** Large messages that have arrived before. */
  readonly earlier: number
}

const listPath = 'api/v1/messages?limit=50'

export const large: Row = {
  name: 'large',
  how: 'One message of 25 MB arrives and is read while another client asks for the list, again and again.',
  measures: Object.values(measures),
  async run(settings) {
    const rounds = await repeated(settings.rounds, () => measureRound(settings))
    const count = Math.min(...rounds.map(({ times }) => times.length))
    const p99 = (kind: 'times' | 'early'): number =>
      median(rounds.map((round) => percentile(round[kind], 99)))
    return [
      { measure: measures.others, value: p99('times'), note: `of ${count} and more a round` },
      { measure: measures.arriving, value: p99('early') },
      { measure: measures.memory, value: median(rounds.map(({ sizes }) => sizes)) },
      { measure: measures.time, value: median(rounds.map(({ ms }) => ms)) },
    ]
  },
}

/** Memory is that of the first one: what came before is kept, and no peak. */
async function measureRound({
  largeBytes,
  arrivals,
}: Settings): Promise<Arrival & { readonly sizes: number }> {
  await using server = await startProbed()
  await using http = openHttp(server.url)
  await warmUp(server)
  await repeated(50, () => http.get(listPath))
  const message = makeLargeMessage(largeBytes)
  const { rss } = await server.probe.memory()
  await server.probe.watchPeak()
  const first = await measureArrival({ server, http, message, earlier: 0 })
  const sizes = ((await server.probe.peak()) - rss) / message.byteLength
  const rest = await repeated(arrivals - 1, (index) =>
    measureArrival({ server, http, message, earlier: index + 1 }),
  )
  const all = [first, ...rest]
  return {
    sizes,
    times: all.flatMap(({ times }) => times),
    early: all.flatMap(({ early }) => early),
    ms: median(all.map(({ ms }) => ms)),
  }
}

async function measureArrival({ server, http, message, earlier }: Scene): Promise<Arrival> {
  const client = await openClient(server.smtpPort)
  const times: number[] = []
  let earlyCount = 0
  let isArriving = true
  async function keepAsking(): Promise<void> {
    while (isArriving) times.push(await timed(() => http.get(listPath)))
  }
  async function arrive(): Promise<void> {
    try {
      await client.send(message)
      earlyCount = times.length
      await server.settled(warmUpMessages + earlier + 1)
    } finally {
      isArriving = false
    }
  }
  const [ms] = await Promise.all([timed(arrive), keepAsking()])
  await client.quit()
  return { times, early: times.slice(0, earlyCount), ms }
}
