import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPieceCollector } from '../../../server/smtp/piece-collector.ts'

test('gives back every byte, however it came', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc.uint8Array({ minLength: 4_000, maxLength: 9_000 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const collector = createPieceCollector()
      for (const each of pieces) collector.add(Buffer.from(each))
      expect(collector.concat().equals(Buffer.concat(pieces))).toBe(true)
    }),
  )
})

test('small pieces are copied, so that nothing keeps what they were cut from', () => {
  const packet = Buffer.from('abc')
  const collector = createPieceCollector()

  collector.add(packet.subarray(0, 2))
  packet.fill(0)

  expect(collector.concat().toString()).toBe('ab')
})
