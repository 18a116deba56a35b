import { openHttp } from '../http.ts'
import type { Http } from '../http.ts'
import { atMost, formatValue } from '../measure.ts'
import type { Measure, Result } from '../measure.ts'
import { makeMessage } from '../message.ts'
import { median, percentile, repeated, timed } from '../numbers.ts'
import type { Memory } from '../probe.ts'
import { send } from '../rates.ts'
import type { Row } from '../row.ts'
import { startProbed } from '../servers.ts'

const kinds = ['list', 'word', 'field'] as const
type Kind = (typeof kinds)[number]

const memory: Measure = {
  id: 'kept.memory',
  what: 'A full store: heap and array buffers over raw bytes',
  unit: '×',
  target: atMost(2.2),
}
const p95s: Record<Kind, Measure> = {
  list: { id: 'kept.list', what: 'A full store: list page, p95', unit: 'ms', target: atMost(5) },
  word: { id: 'kept.word', what: 'A full store: word search, p95', unit: 'ms', target: atMost(60) },
  field: {
    id: 'kept.field',
    what: 'A full store: field search, p95',
    unit: 'ms',
    target: atMost(20),
  },
}
/** Of medians, which tell more about how it grows than what a collection of garbage makes of the worst. */
const growths: Record<Kind, Measure> = {
  list: {
    id: 'kept.list-growth',
    what: 'From a tenth to a full store: list page',
    unit: '×',
    // Flat, and a little noise of two short times.
    target: atMost(1.5),
  },
  word: {
    id: 'kept.word-growth',
    what: 'From a tenth to a full store: word search',
    unit: '×',
    target: atMost(10),
  },
  field: {
    id: 'kept.field-growth',
    what: 'From a tenth to a full store: field search',
    unit: '×',
    target: atMost(10),
  },
}

interface Store {
  readonly memory: Memory
  /** Of all its messages. */
  readonly rawBytes: number
  readonly times: Readonly<Record<Kind, readonly number[]>>
}

export const kept: Row = {
  name: 'kept',
  how: 'A store with all of its messages of 2 KB kept, asked for a page, a word and a field; one of a tenth beside it.',
  measures: [memory, ...Object.values(p95s), ...Object.values(growths)],
  async run({ kept: count, questions, longRounds }) {
    const rounds = await repeated(longRounds, async () => ({
      tenth: await measureStore(count / 10, questions),
      full: await measureStore(count, questions),
    }))
    const growthOf = (kind: Kind): number =>
      median(rounds.map(({ tenth, full }) => median(full.times[kind]) / median(tenth.times[kind])))
    return [
      toMemory(rounds.map(({ full }) => full)),
      ...kinds.map((kind) => ({
        measure: p95s[kind],
        value: median(rounds.map(({ full }) => percentile(full.times[kind], 95))),
      })),
      ...kinds.map((kind) => ({ measure: growths[kind], value: growthOf(kind) })),
    ]
  },
}

function toMemory(stores: readonly Store[]): Result {
  const of = (bytesOf: (store: Store) => number): number => median(stores.map(bytesOf))
  const inMb = (bytesOf: (store: Store) => number): string => formatValue(of(bytesOf) / 1e6, 'MB')
  const parts = [
    `heap ${inMb((store) => store.memory.heapUsed)}`,
    `array buffers ${inMb((store) => store.memory.arrayBuffers)}`,
    `raw ${inMb((store) => store.rawBytes)}`,
  ]
  const value = of((store) => (store.memory.heapUsed + store.memory.arrayBuffers) / store.rawBytes)
  return { measure: memory, value, note: parts.join(', ') }
}

async function measureStore(count: number, questions: number): Promise<Store> {
  await using server = await startProbed()
  await using http = openHttp(server.url)
  await send(server, { messages: count })
  await server.settled(count)
  const memory = await server.probe.memory()
  const pathsOf = pathsAmong(count)
  const times = { list: [] as number[], word: [] as number[], field: [] as number[] }
  for (const kind of kinds) times[kind] = await ask(http, pathsOf[kind], questions)
  return { memory, rawBytes: rawBytesOf(count), times }
}

/** The first round of questions warms up what answers them. */
async function ask(
  http: Http,
  paths: (index: number) => string,
  questions: number,
): Promise<number[]> {
  const times = await repeated(2 * questions, (index) => timed(() => http.get(paths(index))))
  return times.slice(questions)
}

/** Of each kind they match all messages, one or none, in turn. */
function pathsAmong(count: number): Record<Kind, (index: number) => string> {
  const search = (query: string): string =>
    `api/v1/search?query=${encodeURIComponent(query)}&limit=50`
  const someone = (index: number): number => (index * 7_919) % count
  const words = [
    () => 'account',
    (index: number) => `"customer ${someone(index)}"`,
    (index: number) => `nothing${index}`,
  ]
  const fields = [
    () => 'from:shop@example.com',
    (index: number) => `to:customer${someone(index)}@example.com`,
    (index: number) => `subject:nothing${index}`,
  ]
  const inTurn = (queries: readonly ((index: number) => string)[]) => (index: number) =>
    search(queries[index % queries.length]?.(index) ?? '')
  return {
    list: (index) => `api/v1/messages?limit=50&start=${(index % 10) * 50}`,
    word: inTurn(words),
    field: inTurn(fields),
  }
}

function rawBytesOf(count: number): number {
  let bytes = 0
  for (let index = 0; index < count; index += 1) bytes += makeMessage(index).byteLength
  return bytes
}
