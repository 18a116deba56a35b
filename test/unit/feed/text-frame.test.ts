import { expect, test } from 'vitest'
import { toTextFrame } from '../../../server/feed/text-frame.ts'

// RFC 6455 5.2: 7 bits, 16 bits from 126 on, 64 bits from 65,536 on.
test.for([
  [0, [0x81, 0]],
  [5, [0x81, 5]],
  [125, [0x81, 125]],
  [126, [0x81, 126, 0, 126]],
  [65_535, [0x81, 126, 0xff, 0xff]],
  [65_536, [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
] as const)('%i bytes have the head %o', ([length, head]) => {
  const frame = toTextFrame('x'.repeat(length))

  expect([...frame.subarray(0, head.length)]).toEqual(head)
  expect(frame.toString('utf8', head.length)).toBe('x'.repeat(length))
})

test('counts bytes, not characters', () => {
  const frame = toTextFrame('ä€😀')

  expect([...frame.subarray(0, 2)]).toEqual([0x81, 9])
  expect(frame.toString('utf8', 2)).toBe('ä€😀')
})
