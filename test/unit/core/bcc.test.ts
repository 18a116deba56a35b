import { expect, test } from 'vitest'
import { bccOf } from '../../../server/core/bcc.ts'
import type { MailAddress } from '../../../server/core/message.ts'
import { aMessage, anEnvelope } from '../../support/a-message.ts'

const bob = { name: 'Bob', address: 'bob@example.com' }
const cem = { name: '', address: 'Cem@Example.com' }
const dora = { name: 'Dora', address: 'dora@example.com' }

test.for<[string, readonly MailAddress[], readonly string[], readonly MailAddress[]]>([
  [
    'nobody, where the headers name every recipient',
    [],
    ['bob@example.com', 'cem@example.com'],
    [],
  ],
  ['the header', [dora], ['bob@example.com'], [dora]],
  ['whom no header names', [], ['eve@example.com'], [{ name: '', address: 'eve@example.com' }]],
  ['the header once', [dora], ['DORA@example.com'], [dora]],
  ['a repeated recipient once', [], ['eve@x', 'EVE@x'], [{ name: '', address: 'EVE@x' }]],
])('Bcc is %s', ([, bcc, recipients, expected]) => {
  const message = aMessage({
    digest: { to: [bob], cc: [cem], bcc },
    envelope: anEnvelope({ to: recipients }),
  })

  expect(bccOf(message)).toEqual(expected)
})
