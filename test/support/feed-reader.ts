import { WebSocket } from 'ws'
import type { EventPage, FeedFrame, LoggedEvent } from '../../server/contract/events.ts'
import { ask } from './http.ts'

/** What somebody was told from one cursor on, up to where the log had left him behind. */
export interface Span {
  readonly from: number
  readonly told: readonly LoggedEvent[]
  /** Where a reset, or a 410, let him go on. */
  readonly resetTo: number | undefined
}

/** Somebody who puts the log together out of what he is told. */
export interface FeedReader {
  readonly spans: readonly Span[]
  readonly cursor: number
  /** Reads on, a page or whatever has come. */
  read(): Promise<void>
  /** Loses his connection, if there is one, and comes back where he was. */
  reconnect(): Promise<void>
  pause(): void
  resume(): void
  /** Resolves when he has heard of this entry. */
  reach(seq: number): Promise<void>
  close(): void
}

interface Notes {
  readonly spans: Span[]
  readonly cursor: number
  told(event: LoggedEvent): void
  moved(cursor: number): void
  reset(cursor: number): void
}

function createNotes(from: number): Notes {
  const spans: Span[] = []
  let start = from
  let cursor = from
  let told: LoggedEvent[] = []
  return {
    get spans() {
      return [...spans, { from: start, told, resetTo: undefined }]
    },
    get cursor() {
      return cursor
    },
    told(event) {
      told.push(event)
      cursor = event.Seq
    },
    moved(to) {
      cursor = to
    },
    reset(to) {
      spans.push({ from: start, told, resetTo: to })
      start = cursor = to
      told = []
    },
  }
}

export interface ReaderOptions {
  readonly url: string
  readonly from: number
  /** `inbox=ann&query=x`, or nothing. */
  readonly filter: string
}

/** Reads pages of `limit` entries over REST. */
export function createPageReader(
  { url, from, filter }: ReaderOptions,
  { limit }: { readonly limit: number },
): FeedReader {
  const notes = createNotes(from)

  async function read(): Promise<void> {
    const address = `${url}api/v1/events?since=${notes.cursor}&limit=${limit}&${filter}`
    const answer = await ask(address)
    if (answer.status === 410) {
      notes.reset((answer.json() as { Cursor: number }).Cursor)
      return
    }
    if (answer.status !== 200) throw new Error(`${address} was answered ${answer.status}`)
    const { events, Cursor } = answer.json() as EventPage
    for (const event of events) notes.told(event)
    notes.moved(Cursor)
  }

  return {
    get spans() {
      return notes.spans
    },
    get cursor() {
      return notes.cursor
    },
    read,
    reconnect: () => Promise.resolve(),
    pause: () => undefined,
    resume: () => undefined,
    async reach(seq) {
      while (notes.cursor < seq) await read()
    },
    close: () => undefined,
  }
}

/** Reads the websocket, and resumes with the last Seq that it was told. */
export async function openSocketReader({ url, from, filter }: ReaderOptions): Promise<FeedReader> {
  const notes = createNotes(from)
  let wake = (): void => undefined
  let socket = await connect()

  async function connect(): Promise<WebSocket> {
    const address = `${url.replace(/^http/, 'ws')}api/events?since=${notes.cursor}&${filter}`
    const next = new WebSocket(address)
    next.on('message', (data: Buffer) => take(JSON.parse(data.toString()) as FeedFrame))
    await new Promise((resolve, reject) => {
      next.once('open', resolve)
      next.once('error', reject)
    })
    return next
  }

  function take(frame: FeedFrame): void {
    if ('Seq' in frame) notes.told(frame)
    else if (frame.Type === 'reset') notes.reset(frame.Data.Seq)
    wake()
  }

  return {
    get spans() {
      return notes.spans
    },
    get cursor() {
      return notes.cursor
    },
    read: () => new Promise((resolve) => setImmediate(resolve)),
    async reconnect() {
      const last = socket
      // What is still under way to the old socket must not be told on top of the new one's.
      last.removeAllListeners('message')
      last.terminate()
      socket = await connect()
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    async reach(seq) {
      while (notes.cursor < seq) await new Promise<void>((resolve) => (wake = resolve))
    },
    close: () => socket.terminate(),
  }
}
