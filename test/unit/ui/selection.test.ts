import { expect, test } from 'vitest'
import { Mailbox } from '../../../ui/lib/state/mailbox.svelte.ts'
import { Selection, selectedMax } from '../../../ui/lib/state/selection.svelte.ts'
import { summaries } from './a-message.ts'
import { aServer } from './a-server.ts'
import type { AServer } from './a-server.ts'

interface Opened {
  mailbox: Mailbox
  selection: Selection
  server: AServer
  said: string[]
}

async function open(count: number): Promise<Opened> {
  const said: string[] = []
  const say = (sentence: string): number => said.push(sentence)
  const server = aServer(summaries(count, count))
  const mailbox = new Mailbox(server, say)
  await mailbox.show('')
  return { mailbox, selection: new Selection(mailbox, say), server, said }
}

function seqs(selection: Selection): number[] {
  return selection.messages.map(({ Seq }) => Seq)
}

test('a row is selected, and no longer', async () => {
  const { selection } = await open(3)

  selection.toggle('id-2')
  selection.toggle('id-3')
  selection.toggle('id-2')

  expect([selection.count, seqs(selection), selection.has('id-2')]).toEqual([1, [3], false])
})

test('a range is what lies between the first and the last, whichever is above', async () => {
  const { selection } = await open(9)

  selection.toggle('id-5')
  await selection.extendTo('id-7', undefined)
  await selection.extendTo('id-4', undefined)

  expect(seqs(selection)).toEqual([7, 6, 5, 4])
})

test('without a selection, a range starts at the row of the cursor', async () => {
  const { selection } = await open(9)

  await selection.extendTo('id-3', 'id-5')

  expect(seqs(selection)).toEqual([5, 4, 3])
})

test('a range over rows that were never in sight fetches them', async () => {
  const { mailbox, selection, server } = await open(1_000)
  await mailbox.look(500, 510, false)
  selection.toggle('id-1000')

  await selection.extendTo('id-495', undefined)

  expect(selection.count).toBe(506)
  expect(server.asked.toSorted((one, other) => one - other)).toEqual([0, 100, 200, 300, 400, 500])
})

test('a range that is too large says so, and selects nothing', async () => {
  const { mailbox, selection, said } = await open(5_000)
  await mailbox.look(selectedMax + 100, selectedMax + 110, false)
  selection.toggle('id-5000')

  await selection.extendTo(`id-${5_000 - selectedMax - 105}`, undefined)

  expect(selection.count).toBe(1)
  expect(said).toEqual([
    'Up to 2000 messages can be selected like this. Select all of them instead.',
  ])
})

test('all of a list that is known are these messages, and none that comes later', async () => {
  const { mailbox, selection } = await open(3)

  selection.selectAll()
  await mailbox.remove(['id-1'])

  expect([selection.isAll, seqs(selection)]).toEqual([false, [3, 2]])
})

test('all of a list that is not fetched is whatever it matches', async () => {
  const { selection } = await open(1_000)

  selection.selectAll()

  expect([selection.isAll, selection.count, selection.has('id-7')]).toEqual([true, 1_000, true])
})

test('one less than all is the fetched rest', async () => {
  const { selection } = await open(1_000)
  selection.selectAll()

  selection.toggle('id-999')

  expect([selection.isAll, selection.count, selection.has('id-999')]).toEqual([false, 99, false])
})

test('what is deleted leaves the selection, and is in it again when taken back', async () => {
  const { mailbox, selection } = await open(3)
  selection.toggle('id-3')
  selection.toggle('id-2')

  await mailbox.remove(['id-3'])
  expect(selection.count).toBe(1)
  await mailbox.deletions.undo()

  expect(seqs(selection)).toEqual([3, 2])
})
