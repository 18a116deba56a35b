import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from '@playwright/test'
import { WebSocket } from 'ws'
import { launchBrowser } from '../browser.ts'
import { openHttp } from '../http.ts'
import { atMost } from '../measure.ts'
import type { Measure } from '../measure.ts'
import { median, repeated } from '../numbers.ts'
import type { LoopDelays } from '../probe.ts'
import { measureBurst, warmUp } from '../rates.ts'
import type { Row } from '../row.ts'
import { startProbed } from '../servers.ts'

const measures = {
  p999: {
    id: 'loop.p999',
    what: "Burst with the web UI open: the server's event loop is late by, p99.9",
    unit: 'ms',
    target: atMost(50),
  },
  longest: { id: 'loop.longest', what: 'Burst with the web UI open: … at most', unit: 'ms' },
} satisfies Record<string, Measure>

/** How often the web UI draws a stream. */
const askMs = 200

export const loop: Row = {
  name: 'loop',
  how: 'A burst while the web UI is open in Chromium; where there is none, what the UI asks stands in for it.',
  measures: Object.values(measures),
  async run({ rounds, messages, hasBrowser }) {
    await using browser = hasBrowser ? await launchBrowser() : undefined
    const open = async (url: string): Promise<AsyncDisposable> =>
      browser ? openPage(browser, url) : openStandIn(url)
    const delays = await repeated(rounds, () => measureDelays(messages, open))
    const note = browser ? 'Chromium' : 'no Chromium: a websocket and a list every 200 ms'
    return [
      { measure: measures.p999, value: median(delays.map(({ p999 }) => p999)), note },
      { measure: measures.longest, value: median(delays.map(({ longest }) => longest)) },
    ]
  },
}

async function measureDelays(
  messages: number,
  open: (url: string) => Promise<AsyncDisposable>,
): Promise<LoopDelays> {
  await using server = await startProbed()
  await using _ui = await open(server.url)
  await warmUp(server)
  await server.probe.watchLoop()
  await measureBurst(server, { messages })
  return await server.probe.loop()
}

async function openPage(browser: Browser, url: string): Promise<AsyncDisposable> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(url)
  await page.getByRole('heading', { name: 'Waiting for mail' }).waitFor()
  return { [Symbol.asyncDispose]: () => page.close() }
}

/** What the web UI asks while mail streams in. */
async function openStandIn(url: string): Promise<AsyncDisposable> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}api/events`)
  await once(socket, 'open')
  socket.resume()
  const http = openHttp(url)
  let isOpen = true
  async function keepAsking(): Promise<void> {
    while (isOpen) await Promise.all([http.get('api/v1/messages?limit=50'), pause(askMs)])
  }
  const asking = keepAsking()
  return {
    async [Symbol.asyncDispose]() {
      isOpen = false
      await asking
      socket.terminate()
      await http[Symbol.asyncDispose]()
    },
  }
}
