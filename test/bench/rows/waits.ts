import { openHttp } from '../http.ts'
import { atLeast, atMost } from '../measure.ts'
import type { Measure } from '../measure.ts'
import { inTurn, medianRatio } from '../numbers.ts'
import { openAudience } from '../open-audience.ts'
import { measureBurst, measureFresh, warmUp } from '../rates.ts'
import type { Burst, Rates } from '../rates.ts'
import type { Row, Settings } from '../row.ts'
import { mailmitt } from '../servers.ts'
import type { BenchServer } from '../servers.ts'

const unit = '%'
const measures = {
  lost: {
    id: 'waits.lost',
    what: 'Held waits and websockets: burst rate lost, accepted',
    unit,
    target: atMost(25),
    floor: atMost(60),
  },
  visibleLost: {
    id: 'waits.lost-visible',
    what: 'Held waits and websockets: burst rate lost, visible',
    unit,
  },
  answered: {
    id: 'waits.answered',
    what: 'Held waits and websockets: waits answered',
    unit,
    target: atLeast(100),
    floor: atLeast(100),
  },
  inOrder: {
    id: 'waits.in-order',
    what: 'Held waits and websockets: told everything, in order',
    unit,
    target: atLeast(100),
    floor: atLeast(100),
  },
} satisfies Record<string, Measure>

/** In percent of all. */
interface Heard extends Rates {
  readonly answered: number
  readonly inOrder: number
}

export const waits: Row = {
  name: 'waits',
  how: 'A burst into inboxes, each with a test that waits for all of its mail, and with websockets that hear everything; and the same burst alone.',
  measures: Object.values(measures),
  async run(settings) {
    const { rounds, waits: count, websockets } = settings
    const burst = toBurst(settings)
    const all = await inTurn(rounds, {
      alone: () => measureFresh(mailmitt, burst),
      heard: () => measureHeard(settings, burst),
    })
    const lost = (kind: keyof Rates): number => {
      const rates = (who: keyof typeof all): number[] => all[who].map((round) => round[kind])
      return 100 * (1 - medianRatio(rates('heard'), rates('alone')))
    }
    // Not the median: all of them, in every round.
    const least = (kind: 'answered' | 'inOrder'): number =>
      Math.min(...all.heard.map((round) => round[kind]))
    const note = `${count} waits, ${websockets} websockets`
    return [
      { measure: measures.lost, value: lost('accepted'), note },
      { measure: measures.visibleLost, value: lost('visible') },
      { measure: measures.answered, value: least('answered') },
      { measure: measures.inOrder, value: least('inOrder') },
    ]
  },
}

function inboxOf(index: number): string {
  return `test${index}`
}

function toBurst({ messages, waits: count }: Settings): Burst {
  return { messages, recipientOf: (index) => `ann@${inboxOf(index % count)}.inbox.test` }
}

async function measureHeard(settings: Settings, burst: Burst): Promise<Heard> {
  const { waits: count, websockets, messages } = settings
  await using server = await mailmitt.start()
  await warmUp(server, burst)
  const since = await cursorOf(server)
  const waitPathOf = (index: number): string => {
    const itsMessages = Math.ceil((messages - index) / count)
    return `api/v1/wait?inbox=${inboxOf(index)}&since=${since}&count=${itsMessages}&timeout=4m`
  }
  const length = Math.min(count, messages)
  const waitPaths = Array.from({ length }, (_, index) => waitPathOf(index))
  const { url } = server
  await using audience = await openAudience({ url, waitPaths, websockets, messages })
  const rates = await measureBurst(server, burst)
  const { answered, complete } = await audience.report()
  return {
    ...rates,
    answered: (100 * answered) / waitPaths.length,
    inOrder: (100 * complete) / websockets,
  }
}

async function cursorOf({ url }: BenchServer): Promise<number> {
  await using http = openHttp(url)
  return ((await http.get('api/v1/cursor')) as { Seq: number }).Seq
}
