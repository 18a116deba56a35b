import { expect, test } from 'vitest'
import { parseProxyHeader } from '../../../server/smtp/proxy-header.ts'

test.for([
  ['PROXY TCP4 192.0.2.1 192.0.2.2 56324 25', '192.0.2.1', 56324],
  ['PROXY TCP6 2001:db8::1 2001:db8::2 1 65535', '2001:db8::1', 1],
  ['PROXY UNKNOWN', undefined, 0],
  ['PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535', undefined, 0],
] as const)('%s', ([line, remoteAddress, remotePort]) => {
  expect(parseProxyHeader(line)).toEqual({ ok: true, remoteAddress, remotePort })
})

test.for([
  'EHLO client.example',
  'proxy TCP4 192.0.2.1 192.0.2.2 1 2',
  'PROXY',
  'PROXY FOO',
  'PROXY TCP4',
  'PROXY TCP4 192.0.2.1',
  'PROXY TCP4 192.0.2.1 192.0.2.2 1',
  'PROXY TCP4 192.0.2.1 192.0.2.2 1 2 3',
  'PROXY TCP4 192.0.2.1 192.0.2.2 01 2',
  'PROXY TCP4 192.0.2.1 192.0.2.2 1 65536',
  'PROXY TCP4 2001:db8::1 2001:db8::2 1 2',
  'PROXY TCP6 192.0.2.1 192.0.2.2 1 2',
  'PROXY TCP4 localhost 192.0.2.2 1 2',
  'PROXY  TCP4 192.0.2.1 192.0.2.2 1 2',
  'PROXY TCP4 192.0.2.1\t192.0.2.2 1 2',
])('%j is refused', (line) => {
  expect(parseProxyHeader(line)).toMatchObject({ ok: false })
})
