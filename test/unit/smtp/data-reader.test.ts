import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDataReader } from '../../../server/smtp/data-reader.ts'
import { cut, endLine, oddBytes, stuff } from '../../support/smtp-bytes.ts'

const places = fc.array(fc.nat({ max: 200 }), { maxLength: 20 })

test('gives back every message that a sender stuffed, however it is cut into packets', () => {
  const property = fc.property(oddBytes, places, (bytes, cuts) => {
    const message = endLine(bytes)

    const { read, rest } = readAll(cut(stuff(message), cuts))

    expect(read.equals(message)).toBe(true)
    expect(rest).toBe('')
  })
  fc.assert(property, { numRuns: 3_000 })
})

test('gives back every message byte by byte', () => {
  const property = fc.property(oddBytes, (bytes) => {
    const message = endLine(bytes)
    const sent = stuff(message)

    const { read } = readAll(cut(sent, [...sent.keys()]))

    expect(read.equals(message)).toBe(true)
  })
  fc.assert(property, { numRuns: 500 })
})

test('returns what follows the final dot, untouched', () => {
  const property = fc.property(oddBytes, oddBytes, fc.nat({ max: 200 }), (bytes, next, place) => {
    const message = endLine(bytes)
    const sent = stuff(message)
    // Cut before the end, so that the last packet is the one that ends DATA.
    const packets = cut(Buffer.concat([sent, next]), [Math.min(place, sent.length - 1)])

    const { read, rest } = readAll(packets)

    expect(read.equals(message)).toBe(true)
    expect(rest).toBe(next.toString('latin1'))
  })
  fc.assert(property, { numRuns: 1_000 })
})

describe('the end of data', () => {
  test.for([
    ['a\r\n.\r\n', 'a\r\n', ''],
    ['.\r\n', '', ''],
    ['.\r\nQUIT\r\n', '', 'QUIT\r\n'],
    ['..\r\n.\r\n', '.\r\n', ''],
    ['.a\r\n.\r\n', 'a\r\n', ''],
    ['.\r.\r\n.\r\n', '\r.\r\n', ''],
    ['a\r\r\n.\r\n', 'a\r\r\n', ''],
  ] as const)('%j holds %j', ([sent, message, rest]) => {
    expect(readAll([Buffer.from(sent)])).toEqual({ read: Buffer.from(message), rest })
  })

  test.for([
    'a\n.\n',
    'a\n.\r\n',
    'a\r\n.\n',
    'a\r.\r',
    'a\r.\r\n',
    'a\r\n.\r',
    'a\r\n\0.\r\n',
    'a\r\n.\0\r\n',
    'a\r\n.\r\r\n',
    'a\r\n. \r\n',
    'a\r\n..\r\n',
    '.\n',
    '.\r',
    '\n.\r\n',
  ])('is not %j', (sent) => {
    expect(readAll([Buffer.from(sent)]).rest).toBeUndefined()
    expect(readAll(cut(Buffer.from(sent), [1, 2, 3, 4, 5])).rest).toBeUndefined()
  })
})

test('hands pieces on at once, not at the end', () => {
  const pieces: string[] = []
  const reader = createDataReader((piece) => pieces.push(piece.toString()))

  reader.push(Buffer.from('first'))
  reader.push(Buffer.from('second'))

  expect(pieces).toEqual(['first', 'second'])
})

interface Read {
  readonly read: Buffer
  /** `undefined` while DATA goes on. */
  readonly rest: string | undefined
}

function readAll(packets: readonly Buffer[]): Read {
  const pieces: Buffer[] = []
  const reader = createDataReader((piece) => pieces.push(piece))
  let rest: Buffer | undefined
  for (const packet of packets) {
    if (rest) rest = Buffer.concat([rest, packet])
    else rest = reader.push(packet)
  }
  return { read: Buffer.concat(pieces), rest: rest?.toString('latin1') }
}
