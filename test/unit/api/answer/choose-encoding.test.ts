import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseEncoding } from '../../../../server/api/answer/choose-encoding.ts'

test.for([
  [undefined, undefined],
  ['', undefined],
  ['identity', undefined],
  ['gzip', 'gzip'],
  ['GZip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['br', 'br'],
  ['gzip, deflate, br, zstd', 'br'],
  ['br;q=0.5, gzip', 'gzip'],
  ['br; q=0.5,gzip ; q=0.501', 'gzip'],
  ['*', 'br'],
  ['*;q=0', undefined],
  ['gzip;q=0', undefined],
  ['gzip;q=0.000, br;q=0', undefined],
  ['br;q=0, *', 'gzip'],
  ['gzip;q=0.5, identity', undefined],
  ['gzip, identity;q=0.5', 'gzip'],
  ['identity;q=0', undefined],
  // RFC 9110 12.4.2: a weight has three digits at most, and is 1 at most.
  ['br;q=2, gzip;q=0.1', 'gzip'],
  ['br;q=x, gzip;q=', undefined],
  ['zstd', undefined],
  [',,,;;;q=q=q', undefined],
] as const)('%j is answered with %s', ([header, encoding]) => {
  expect(chooseEncoding(header)).toBe(encoding)
})

test('whatever is sent, the answer is one of what there is', () => {
  const piece = fc.constantFrom('gzip', 'br', '*', 'identity', ',', ';', 'q=', '0', '.', ' ', '\t')
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
      expect([undefined, 'br', 'gzip']).toContain(chooseEncoding(pieces.join('')))
    }),
  )
})
