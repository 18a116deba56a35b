import { expect, test } from 'vitest'
import { faviconOf } from '../../../ui/lib/format/favicon.ts'

test.for([
  [0, './favicon.svg'],
  [1, '>1</text>'],
  [99, '>99</text>'],
  [100, '>99+</text>'],
] as const)('%s unread messages on the icon', ([unread, expected]) => {
  expect(decodeURIComponent(faviconOf(unread))).toContain(expected)
})
