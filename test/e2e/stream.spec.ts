import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { inboxTest as test } from './support/inbox-test.ts'
import type { Inbox } from './support/inbox-test.ts'

/** By the import route, at once: `first` and those after it. */
async function importMany(inbox: Inbox, first: number, count: number): Promise<void> {
  const mails = Array.from(
    { length: count },
    (_, index) =>
      `From app@example.com\nTo: ann@example.com\nSubject: Mail ${first + index}.\n\nText.\n`,
  )
  await fetch(new URL('api/v1/import', inbox.url), {
    method: 'POST',
    headers: { 'Content-Type': 'application/mbox' },
    body: mails.join('\n'),
  })
}

/** So many messages, scrolled down by so much, to a row that is seen then. */
async function readFurtherDown(
  page: Page,
  inbox: Inbox,
  {
    count,
    pixels,
    seen,
  }: { readonly count: number; readonly pixels: number; readonly seen: string },
): Promise<void> {
  await importMany(inbox, 1, count)
  await inbox.open()
  await inbox.row(`Mail ${count}.`).waitFor()
  await page.getByRole('list', { name: 'Messages' }).hover()
  await page.mouse.wheel(0, pixels)
  await expect(inbox.row(seen)).toBeInViewport()
}

/** Where that row is in each frame, until `stop`; a frame without it is `undefined`. */
async function watch(page: Page, text: string): Promise<{ stop(): Promise<unknown[]> }> {
  const watching = await page.evaluateHandle((subject) => {
    const places = new Set<number | undefined>()
    let isOver = false
    const look = (): void => {
      const rows = [...document.querySelectorAll('[role="listitem"]')]
      const row = rows.find(({ textContent }) => textContent.includes(subject))
      places.add(row?.getBoundingClientRect().y)
      if (!isOver) requestAnimationFrame(look)
    }
    look()
    return {
      stop() {
        isOver = true
        return [...places]
      },
    }
  }, text)
  return { stop: () => watching.evaluate((one) => one.stop()) }
}

test('while hundreds arrive, the rows of who reads further down do not move', async ({
  inbox,
  page,
}) => {
  await readFurtherDown(page, inbox, { count: 300, pixels: 7_200, seen: 'Mail 196.' })
  const before = (await inbox.row('Mail 196.').boundingBox())?.y
  const watching = await watch(page, 'Mail 196.')

  for (let first = 301; first <= 800; first += 50) await importMany(inbox, first, 50)

  await expect(page.getByRole('button', { name: '500 new' })).toBeVisible()
  const places = (await watching.stop()) as number[]
  expect(places.map((place) => Math.round(place - 1))).toEqual([Math.round((before ?? 0) - 1)])
  await expect(page.getByRole('navigation').getByText('800').first()).toBeVisible()
  await page.getByRole('button', { name: '500 new' }).click()
  await expect(inbox.row('Mail 800.')).toBeInViewport()
})

test('rows above that somebody else deletes leave the others where they are', async ({
  inbox,
  page,
}) => {
  await readFurtherDown(page, inbox, { count: 120, pixels: 3_600, seen: 'Mail 66.' })
  const { messages } = (await inbox.ask('api/v1/messages?limit=60')) as {
    messages: { ID: string; Subject: string }[]
  }
  const watching = await watch(page, 'Mail 66.')

  await fetch(new URL('api/v1/messages', inbox.url), {
    method: 'DELETE',
    headers: { 'Content-Type': 'application/json' },
    // Above what is seen, and one of the rows below that one.
    body: JSON.stringify({
      IDs: messages
        .slice(0, 20)
        .concat(messages.slice(56, 57))
        .map(({ ID }) => ID),
    }),
  })

  await expect(inbox.row('Mail 64.')).toHaveCount(0)
  expect(await watching.stop()).toHaveLength(1)
})

test('while hundreds arrive, what is in sight further down is not made anew', async ({
  inbox,
  page,
}) => {
  await readFurtherDown(page, inbox, { count: 300, pixels: 7_200, seen: 'Mail 196.' })
  const row = await inbox.row('Mail 196.').evaluateHandle((element) => element)

  for (let first = 301; first <= 800; first += 20) await importMany(inbox, first, 20)

  await expect(page.getByRole('button', { name: '500 new' })).toBeVisible()
  expect(await row.evaluate(({ isConnected }) => isConnected)).toBe(true)
})

test('scrolling makes each row once, and asks for each page once', async ({ inbox, page }) => {
  await importMany(inbox, 1, 1_000)
  await inbox.open()
  await inbox.row('Mail 1000.').waitFor()
  const pages: string[] = []
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url())
    if (pathname.endsWith('/messages')) pages.push(searchParams.get('start') ?? '')
  })

  const made = await page.evaluate(async () => {
    const list = document.querySelector('[role="list"][aria-label="Messages"]')
    if (!list?.firstElementChild) throw new Error('There is no list.')
    let rows = 0
    const observer = new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        rows += [...addedNodes].filter((node) => node instanceof HTMLElement).length
      }
    })
    observer.observe(list.firstElementChild, { childList: true })
    for (let frame = 0; frame < 60; frame += 1) {
      list.scrollBy(0, 300)
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
    return rows
  })

  // 18,000 px are 250 rows of 72 px. Some are made again where a page was late: as a gap, then as a row.
  expect(made).toBeGreaterThan(240)
  expect(made).toBeLessThan(2 * 260)
  await expect(inbox.row('Mail 750.')).toBeInViewport()
  expect(pages).toEqual([...new Set(pages)])
  expect(pages.length).toBeLessThan(5)
})
