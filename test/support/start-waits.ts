import Fastify from 'fastify'
import { onTestFinished } from 'vitest'
import { createErrorAnswer } from '../../server/api/answer/answer-errors.ts'
import { createHttpServers } from '../../server/api/http-servers.ts'
import { waitRoutes } from '../../server/api/live/wait-routes.ts'
import { createEventLog } from '../../server/core/event-log.ts'
import { createSessionLog } from '../../server/core/session-log.ts'
import type { Waits } from '../../server/core/waits/waits.ts'
import { createWaits } from '../../server/core/waits/waits.ts'
import { createMemoryStore } from '../../server/store/memory-store.ts'

export interface RunningWaits {
  readonly url: string
  /** What nobody sees from outside: how many are held. */
  readonly waits: Waits
}

/** The route of waits on the program's own HTTP server, without the rest of the program. */
export async function startWaits(): Promise<RunningWaits> {
  const log = createEventLog({ origin: 1_000 })
  const store = createMemoryStore({ log, messagesMax: 0, bytesMax: 0 })
  const clock = {
    now: () => new Date(),
    after(ms: number, callback: () => void) {
      const timer = setTimeout(callback, ms)
      return () => clearTimeout(timer)
    },
  }
  const sessions = createSessionLog({ log })
  const waits = createWaits({ store, log, sessions, clock, settled: () => Promise.resolve() })
  const app = Fastify()
  const bugs: unknown[] = []
  app.setErrorHandler(createErrorAnswer((error) => bugs.push(error)))
  await app.register(waitRoutes, { now: () => new Date(), waits })
  await app.ready()
  const http = createHttpServers(app, undefined)
  const { port } = await http.listen('127.0.0.1', 0)
  onTestFinished(async () => {
    waits.close()
    await http.close()
    await app.close()
    if (bugs.length > 0) throw new AggregateError(bugs, 'The routes met bugs')
  })
  return { url: `http://127.0.0.1:${port}/`, waits }
}
