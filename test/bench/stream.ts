import { makeMessage } from './message.ts'
import { openClient } from './smtp-load.ts'
import type { Client } from './smtp-load.ts'

const sessions = 10
const portionMs = 100

export interface Stream {
  /** How many were accepted. */
  stop(): Promise<number>
}

/** Mail that keeps coming by SMTP, so much a second, over connections that are kept open. */
export async function startStream(port: number, messagesASecond: number): Promise<Stream> {
  const clients = await Promise.all(Array.from({ length: sessions }, () => openClient(port)))
  const portion = Math.round((messagesASecond * portionMs) / 1_000 / sessions)
  let accepted = 0
  let isOver = false

  async function keepSending(client: Client): Promise<void> {
    const startedAt = performance.now()
    for (let sent = 0; !isOver; sent += portion) {
      for (let index = 0; index < portion; index += 1) await client.send(makeMessage(accepted++))
      // By the clock since the start: what a busy moment held up comes after it.
      const dueAt = startedAt + ((sent + portion) / portion) * portionMs
      await new Promise((resolve) => setTimeout(resolve, dueAt - performance.now()))
    }
    await client.quit()
  }

  const running = Promise.all(clients.map(keepSending))
  return {
    async stop() {
      isOver = true
      await running
      return accepted
    },
  }
}
