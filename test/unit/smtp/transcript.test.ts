import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { createTranscript } from '../../../server/smtp/transcript.ts'

test('lines come back in order, with their times', () => {
  let now = 0
  const transcript = createTranscript({ nowMs: () => (now += 1) })
  transcript.add('S', '220 hello')
  transcript.add('C', 'QUIT')

  expect(transcript.lines()).toEqual([
    { atMs: 1, from: 'S', text: '220 hello' },
    { atMs: 2, from: 'C', text: 'QUIT' },
  ])
})

test.for([
  [4, ['1', '2', '3', '4']],
  [5, ['1', '2', '… 1 lines left out …', '4', '5']],
  [11, ['1', '2', '… 7 lines left out …', '10', '11']],
] as const)('of %i lines four are kept: the first and the last', ([count, texts]) => {
  const transcript = createTranscript({ nowMs: () => 0, linesMax: 4 })
  for (let at = 1; at <= count; at += 1) transcript.add('C', String(at))

  expect(transcript.lines().map(({ text }) => text)).toEqual(texts)
})

test('of a very long line the beginning is kept', () => {
  const transcript = createTranscript({ nowMs: () => 0 })
  transcript.add('C', 'x'.repeat(5_000))

  const text = transcript.lines()[0]?.text ?? ''
  expect(text).toHaveLength(1_000 + ' … 4,000 more characters …'.length)
})

test('of a very long line only the beginning stays in memory', () => {
  const transcript = createTranscript({ nowMs: () => 0 })
  const before = heapBytes()
  for (let left = 400; left > 0; left -= 1) {
    transcript.add('C', Buffer.alloc(64 * 1_024, 'x').toString())
  }

  expect(heapBytes() - before).toBeLessThan(5_000_000)
  expect(transcript.lines()).toHaveLength(400)
})

function heapBytes(): number {
  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc') as () => void
  collectGarbage()
  return process.memoryUsage().heapUsed
}
