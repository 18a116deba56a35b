import { expect, test } from 'vitest'
import { grouped } from '../../../ui/lib/state/frames.ts'
import type { ListFrame } from '../../../ui/lib/state/frames.ts'
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
