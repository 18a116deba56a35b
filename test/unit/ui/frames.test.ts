import { expect, onTestFinished, test, vi } from 'vitest'
import { createFrameQueue, grouped } from '../../../ui/lib/state/frames.ts'
import type { FrameQueue, ListFrame } from '../../../ui/lib/state/frames.ts'
import { aSummary } from './a-message.ts'

function came(seq: number): ListFrame {
  return { Seq: seq, Type: 'new', Data: aSummary({ Seq: seq }) }
}

function gone(seq: number, Evicted = false): ListFrame {
  return { Seq: seq, Type: 'delete', Data: { ID: `id-${seq}`, Inboxes: [], Evicted } }
}

function read(seq: number): ListFrame {
  return { Seq: seq, Type: 'update', Data: { ID: `id-${seq}`, Inboxes: [], Read: true } }
}

function totals(Total: number): ListFrame {
  return { Type: 'stats', Data: { Total, Unread: 0, Version: '' } }
}

interface Queued {
  readonly queue: FrameQueue
  /** What happened, in order: a group of so many was applied, or the screen was waited for. */
  readonly steps: (number | 'drawn')[]
}

/** The clock is the test's. */
function aQueue(restMs: number): Queued {
  vi.useFakeTimers()
  onTestFinished(() => {
    vi.useRealTimers()
  })
  const steps: (number | 'drawn')[] = []
  const queue = createFrameQueue({
    apply: (group) => Promise.resolve(void steps.push(group.length)),
    drawn: () => Promise.resolve(void steps.push('drawn')),
    isPaused: () => false,
    restMs: () => restMs,
  })
  return { queue, steps }
}

/** Each group as its kind and how many. */
function shapes(frames: readonly ListFrame[]): [string, number][] {
  return grouped(frames).map((group) => [group[0].Type, group.length])
}

test('what follows each other in kind is applied together', () => {
  const frames = [came(1), came(2), read(1), read(2), gone(1), gone(2), came(3)]

  expect(shapes(frames)).toEqual([
    ['new', 2],
    ['update', 2],
    ['delete', 2],
    ['new', 1],
  ])
})

test('a full store takes two steps, however much it loses and gets', () => {
  const frames = Array.from({ length: 500 }, (_, index) => [gone(index, true), came(1_000 + index)])

  expect(shapes(frames.flat())).toEqual([
    ['delete', 500],
    ['new', 500],
  ])
})

test('what came and was evicted at once was never there', () => {
  expect(shapes([came(1), came(2), gone(1, true)])).toEqual([['new', 1]])
})

test('an eviction is no part of what somebody deletes', () => {
  expect(shapes([gone(1), gone(2, true)])).toEqual([
    ['delete', 1],
    ['delete', 1],
  ])
})

test('totals do not cut a stream into groups, and the last ones count', () => {
  expect(shapes([came(1), totals(1), came(2), totals(2), came(3)])).toEqual([['new', 3]])
  expect(shapes([came(1), totals(1), came(2), totals(2)])).toEqual([
    ['new', 2],
    ['stats', 1],
  ])
})

test('a single message is drawn soon, a stream with rests in between', async () => {
  const { queue, steps } = aQueue(200)

  for (let ms = 0; ms < 1_000; ms += 2) {
    queue.push(came(ms))
    await vi.advanceTimersByTimeAsync(2)
  }

  // 500 messages in a second: after 16 ms the first, then every 200 ms what has gathered.
  expect(steps).toEqual([8, 100, 100, 100, 100])
})

test('after a rest, a single message is drawn soon again', async () => {
  const { queue, steps } = aQueue(200)
  queue.push(came(1))
  await vi.advanceTimersByTimeAsync(500)

  queue.push(came(2))
  await vi.advanceTimersByTimeAsync(16)

  expect(steps).toEqual([1, 1])
})

test('between two groups the screen is waited for', async () => {
  const { queue, steps } = aQueue(0)

  for (const frame of [came(1), came(2), read(1), came(3)]) queue.push(frame)
  await vi.advanceTimersByTimeAsync(16)

  expect(steps).toEqual([2, 'drawn', 1, 'drawn', 1])
})
