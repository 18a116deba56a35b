// A process of its own: held waits and open websockets, which must not run on the load's event loop.
import process from 'node:process'
import { WebSocket } from 'ws'
import { openHttp } from './http.ts'
import type { Http } from './http.ts'

export interface AudiencePlan {
  readonly url: string
  /** Of each held wait. */
  readonly waitPaths: readonly string[]
  readonly websockets: number
  /** New messages that each websocket is to be told. */
  readonly messages: number
}

/** What happened by the end. */
export interface AudienceReport {
  /** Waits that were answered with their messages. */
  readonly answered: number
  /** Websockets that were told of every message, in order, and never reset. */
  readonly complete: number
}

/** From the moment when everything is visible. */
const graceMs = 30_000
/** What a frame of the log begins with. */
const logged = /^\{"Seq":(\d+),"Type":"(\w+)"/

interface Listener {
  /** Resolves when it has been told of every message; whether that was in order. */
  readonly done: Promise<boolean>
}

/** Looks at the first bytes of a frame only: 200 websockets hear a million of them. */
async function listen(url: string, messages: number): Promise<Listener> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}api/events`)
  let last = 0
  let told = 0
  let isInOrder = true
  const done = new Promise<boolean>((resolve) => {
    socket.on('message', (data: Buffer) => {
      const head = data.toString('latin1', 0, 60)
      const [, seq, type] = logged.exec(head) ?? []
      if (head.includes('"Type":"reset"')) isInOrder = false
      if (seq === undefined) return
      if (Number(seq) <= last) isInOrder = false
      last = Number(seq)
      if (type === 'new') told += 1
      if (told === messages) resolve(isInOrder)
    })
  })
  // The first frame says that the subscription stands.
  await new Promise((resolve, reject) => {
    socket.once('message', resolve)
    socket.once('error', reject)
  })
  return { done }
}

async function isAnswered(http: Http, path: string): Promise<boolean> {
  const { messages } = (await http.get(path)) as { messages: readonly unknown[] }
  return messages.length > 0
}

async function attend({ url, waitPaths, websockets, messages }: AudiencePlan): Promise<void> {
  const http = openHttp(url)
  const listeners = await Promise.all(
    Array.from({ length: websockets }, () => listen(url, messages)),
  )
  const waits = waitPaths.map((path) => isAnswered(http, path).catch(() => false))
  // Asked after them and answered: they are held now.
  await http.get('api/v1/cursor')
  process.send?.('ready')
  await new Promise((resolve) => process.once('message', resolve))

  const isLate = new Promise<false>((resolve) => {
    setTimeout(() => resolve(false), graceMs).unref()
  })
  const count = async (all: readonly Promise<boolean>[]): Promise<number> =>
    (await Promise.all(all.map((one) => Promise.race([one, isLate])))).filter(Boolean).length
  const report: AudienceReport = {
    answered: await count(waits),
    complete: await count(listeners.map(({ done }) => done)),
  }
  process.send?.(report, () => process.exit())
}

process.once('message', (plan) => void attend(plan as AudiencePlan))
