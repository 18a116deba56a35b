import { makeMessage } from './message.ts'
import type { BenchServer, Contestant } from './servers.ts'
import type { Load } from './smtp-load.ts'
import { sendLoad } from './smtp-load.ts'

/** Messages per second. */
export interface Rates {
  /** Until all had their 250. */
  readonly accepted: number
  /** … until all were read and visible over HTTP. */
  readonly visible: number
}

/** A burst of the load generator; what it leaves out is as most rows have it. */
export type Burst = Pick<Load, 'messages'> & Partial<Load>

export const sessions = 20
export const warmUpMessages = 500

/** A fresh server for each measurement, warmed up, so that none inherits the memory of another. */
export async function measureFresh({ start }: Contestant, burst: Burst): Promise<Rates> {
  await using server = await start()
  await warmUp(server, burst)
  return await measureBurst(server, burst)
}

export async function warmUp(server: BenchServer, burst: Partial<Burst> = {}): Promise<void> {
  await send(server, { ...burst, messages: warmUpMessages })
  await server.settled(warmUpMessages)
}

/** Of a server that is warm. */
export async function measureBurst(server: BenchServer, burst: Burst): Promise<Rates> {
  const startedAt = performance.now()
  await send(server, burst)
  const acceptedAt = performance.now()
  await server.settled(warmUpMessages + burst.messages)
  const visibleAt = performance.now()
  const rateAt = (at: number): number => (burst.messages * 1_000) / (at - startedAt)
  return { accepted: rateAt(acceptedAt), visible: rateAt(visibleAt) }
}

/** The load generator, as most rows use it. */
export async function send({ smtpPort }: BenchServer, burst: Burst): Promise<void> {
  await sendLoad({ sessions, isKeptOpen: true, makeMessage, ...burst, port: smtpPort })
}
