import { expect, test } from 'vitest'
import { formatCount } from '../../../server/smtp/format-count.ts'

test.for([0, 7, 999, 1_000, 12_345, 999_999, 1_000_000, 26_214_400])(
  '%s is written as people write it',
  (count) => {
    expect(formatCount(count)).toBe(count.toLocaleString('en'))
  },
)
