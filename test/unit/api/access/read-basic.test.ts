import { expect, test } from 'vitest'
import { readBasic } from '../../../../server/api/access/read-basic.ts'

const basic = (text: string | Buffer): string => `Basic ${Buffer.from(text).toString('base64')}`

test.for([
  [basic('ann:secret'), { user: 'ann', password: 'secret' }],
  [basic('ann:a:b:'), { user: 'ann', password: 'a:b:' }],
  [basic('ann:'), { user: 'ann', password: '' }],
  [basic(':secret'), { user: '', password: 'secret' }],
  [basic('ärger:pässwörd 🔑'), { user: 'ärger', password: 'pässwörd 🔑' }],
  [basic(Buffer.from('ann:pässwörd', 'latin1')), { user: 'ann', password: 'pässwörd' }],
  ['bASIC YW5uOnNlY3JldA==', { user: 'ann', password: 'secret' }],
  ['Basic   YW5uOnNlY3JldA', { user: 'ann', password: 'secret' }],
] as const)('%s is understood', ([header, credentials]) => {
  expect(readBasic(header)).toEqual(credentials)
})

test.for([
  undefined,
  '',
  'Basic',
  'Basic ',
  'Basic YW5u',
  'Bearer YW5uOnNlY3JldA==',
  'Basic ann:secret',
  'Basic YW5uOnNl cmV0',
  'YW5uOnNlY3JldA==',
  basic('ann\r\nBcc: x:secret'),
  basic('ann:sec\0ret'),
  `Basic ${'='.repeat(10_000)}`,
])('%j names nobody', (header) => {
  expect(readBasic(header)).toBeUndefined()
})
