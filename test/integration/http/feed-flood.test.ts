import { expect, test } from 'vitest'
import type { FeedFrame } from '../../../server/contract/events.ts'
import type { Cursor } from '../../../server/contract/wait.ts'
import { limits } from '../../../server/core/limits.ts'
import { aDigest, anAcceptedMail } from '../../support/a-message.ts'
import { createPageReader } from '../../support/feed-reader.ts'
import { ask } from '../../support/http.ts'
import { openFeed } from '../../support/open-feed.ts'
import { startFeed } from '../../support/start-feed.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

const timeout = 180_000
/** So long that the system's own buffers do not hold them all. */
const LONG = 'x'.repeat(12_000)
const ROUNDS = 3
const EACH = 1_300

test('in a flood the quick hear all, and the slow are reset', { timeout }, async () => {
  const { url } = await startMailmitt('--max', '500')
  const since = ((await ask(`${url}api/v1/cursor`)).json() as Cursor).Seq
  const quick = await openFeed(url)
  const chosen = await openFeed(url, '?query=subject:round-2')
  const slow = await openFeed(url)
  const pages = createPageReader({ url, from: since, filter: '' }, { limit: 1_000 })
  slow.socket.pause()

  const told: FeedFrame[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    await importMails(url, `round-${round} ${LONG}`)
    told.push(...(await quick.takeUntil(isNewNumber(EACH))))
    await pages.reach(seqOf(told.at(-1)))
  }
  slow.socket.resume()
  const late = await slow.takeUntil(({ Type }) => Type === 'reset')
  await ask(`${url}api/v1/messages`, { method: 'DELETE' })
  told.push(...(await quick.take(1)))

  // Every message, and its eviction where it made room for another one.
  expect(told.filter(isNew)).toHaveLength(ROUNDS * EACH)
  expect(told.filter(({ Type }) => Type === 'delete')).toHaveLength(ROUNDS * EACH - 500)
  const news = (await chosen.takeUntil(({ Type }) => Type === 'truncate')).filter(isNew)
  expect(news.map(seqOf)).toEqual(
    told
      .slice(-2 * EACH - 1)
      .filter(isNew)
      .map(seqOf),
  )
  await pages.reach(seqOf(told.at(-1)))
  expect(pages.spans.flatMap((span) => span.told.map(seqOf))).toEqual(told.map(seqOf))
  late.push(...(await slow.takeUntil(({ Type }) => Type === 'truncate')))
  checkSlow(late, told.map(seqOf))
})

test('a websocket that does not read costs the server a bounded number of bytes', async () => {
  const { url, store, log, bufferedBytes } = await startFeed({ eventsMax: 500, messagesMax: 100 })
  const quick = await openFeed(url)
  const slow = await openFeed(url)
  slow.socket.pause()
  let largest = 0
  log.subscribe(() => {
    largest = Math.max(largest, ...bufferedBytes())
  })

  for (let at = 0; at < 2_500; at += 1) {
    const mail = anAcceptedMail()
    await store.add(mail)
    await store.reveal(mail.id, aDigest({ subject: LONG }))
    // The quick one keeps up.
    if (at % 100 === 0) await quick.takeUntil((frame) => seqOf(frame) === log.cursor)
  }

  expect(largest).toBeGreaterThan(limits.feedBufferedBytesMax)
  expect(largest).toBeLessThan(limits.feedBufferedBytesMax + limits.feedBatchBytes + 20_000)
  slow.socket.resume()
  const frames = await slow.takeUntil(({ Type }) => Type === 'reset')
  expect(frames.at(-1)).toMatchObject({ Type: 'reset' })
})

/** What a slow one hears is the log, but for what lies before a reset; nothing comes twice. */
function checkSlow(frames: readonly FeedFrame[], seqs: readonly number[]): void {
  expect(frames.some(({ Type }) => Type === 'reset')).toBe(true)
  let at = 0
  for (const frame of frames) {
    if (frame.Type === 'reset') {
      // No entry has that Seq but the last one before.
      at = seqs.findLastIndex((seq) => seq <= frame.Data.Seq) + 1
    } else {
      expect(seqOf(frame)).toBe(seqs[at])
      at += 1
    }
  }
  expect(at).toBe(seqs.length)
}

function isNewNumber(count: number): (frame: FeedFrame) => boolean {
  let seen = 0
  return (frame) => {
    if (isNew(frame)) seen += 1
    return seen === count
  }
}

function isNew(frame: FeedFrame): boolean {
  return frame.Type === 'new'
}

function seqOf(frame: FeedFrame | undefined): number {
  return frame && 'Seq' in frame ? frame.Seq : 0
}

async function importMails(url: string, subject: string): Promise<void> {
  const mail = `From a@x Thu Jan  1 00:00:00 2026\nSubject: ${subject}\n\nHi.\n`
  const headers = { 'content-type': 'application/mbox' }
  const body = Array.from({ length: EACH }, () => mail).join('\n')
  const { status } = await ask(`${url}api/v1/import`, { method: 'POST', headers, body })
  expect(status).toBe(200)
}
