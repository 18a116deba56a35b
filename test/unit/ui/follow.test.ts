import { expect, onTestFinished, test } from 'vitest'
import type { MessageSummary } from '../../../server/contract/message.ts'
import { Follow } from '../../../ui/views/follow.svelte.ts'
import { aSummary } from './a-message.ts'

function follow(): {
  reader: { isWanted: boolean; isBusy: boolean }
  opened: string[]
  shows: (first: MessageSummary | undefined, query?: string, isReady?: boolean) => void
  see: (isHidden: boolean) => void
} {
  const reader = { isWanted: true, isBusy: false }
  const opened: string[] = []
  const following = new Follow({
    isWanted: () => reader.isWanted,
    isBusy: () => reader.isBusy,
    open: (id) => opened.push(id),
  })
  onTestFinished(following.start())
  return {
    reader,
    opened,
    shows: (first, query = '', isReady = true) => following.note({ query, isReady, first }),
    see(isHidden) {
      Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    },
  }
}

test('what is there already is not new; what comes on top of it is', () => {
  const { opened, shows } = follow()

  shows(aSummary({ Seq: 5 }))
  shows(aSummary({ Seq: 6 }))
  shows(aSummary({ Seq: 6 }))

  expect(opened).toEqual(['id-6'])
})

test('the first message of an empty list is new', () => {
  const { opened, shows } = follow()

  shows(undefined)
  shows(aSummary({ Seq: 1 }))

  expect(opened).toEqual(['id-1'])
})

test('another list has another top, which is not new', () => {
  const { opened, shows } = follow()
  shows(aSummary({ Seq: 1 }))

  shows(aSummary({ Seq: 1 }), 'invoice', false)
  shows(aSummary({ Seq: 9 }), 'invoice')
  shows(aSummary({ Seq: 12 }))

  expect(opened).toEqual([])
})

test('a message that goes and comes back is not new', () => {
  const { opened, shows } = follow()
  shows(aSummary({ Seq: 5 }))

  shows(aSummary({ Seq: 4 }))
  shows(aSummary({ Seq: 5 }))

  expect(opened).toEqual([])
})

test('what came while the reader was busy, or did not want it, stays closed', () => {
  const { opened, reader, shows } = follow()
  shows(aSummary({ Seq: 1 }))

  reader.isBusy = true
  shows(aSummary({ Seq: 2 }))
  reader.isBusy = false
  reader.isWanted = false
  shows(aSummary({ Seq: 3 }))
  reader.isWanted = true
  shows(aSummary({ Seq: 3 }))

  expect(opened).toEqual([])
})

test('of what came while nobody saw the page, the last opens when somebody does', () => {
  const { opened, shows, see } = follow()
  shows(aSummary({ Seq: 1 }))

  see(true)
  shows(aSummary({ Seq: 2 }))
  shows(aSummary({ Seq: 3 }))
  expect(opened).toEqual([])
  see(false)
  see(false)

  expect(opened).toEqual(['id-3'])
})
