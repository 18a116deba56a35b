import type { Page, WebSocketRoute } from '@playwright/test'

export interface Line {
  /** From now on every attempt is refused. */
  cut(): Promise<void>
  mend(): void
  attempts(): number
}

/** The wire between the page and the server, in the hands of the test. */
export async function holdLine(page: Page): Promise<Line> {
  let current: WebSocketRoute | undefined
  let isCut = false
  let attempts = 0
  await page.routeWebSocket(/\/api\/events/, (socket) => {
    attempts += 1
    if (isCut) return void socket.close()
    socket.connectToServer()
    current = socket
  })
  return {
    async cut() {
      isCut = true
      await current?.close()
    },
    mend: () => void (isCut = false),
    attempts: () => attempts,
  }
}
