import { expect, test } from 'vitest'
import { hrefOf, parseRoute, queryOf } from '../../../ui/lib/state/route.ts'

const base = new URL('http://localhost:8025/mail/')

test.for([
  ['', { list: { kind: 'all' } }],
  ['search?q=from%3Aann', { list: { kind: 'search', query: 'from:ann' } }],
  ['inbox/shop', { list: { kind: 'inbox', name: 'shop' } }],
  ['view/abc', { list: { kind: 'all' }, id: 'abc' }],
  ['view/abc?tab=raw', { list: { kind: 'all' }, id: 'abc', tab: 'raw' }],
  [
    'view/abc?tab=preview&scheme=dark',
    { list: { kind: 'all' }, id: 'abc', tab: 'preview', scheme: 'dark' },
  ],
  ['view/abc?q=a+b', { list: { kind: 'search', query: 'a b' }, id: 'abc' }],
  ['view/abc?inbox=shop', { list: { kind: 'inbox', name: 'shop' }, id: 'abc' }],
] as const)('%s is an address of the inbox, and back', ([path, route]) => {
  const url = new URL(path, base)

  expect(parseRoute(url, base)).toEqual(route)
  expect(hrefOf(route, base)).toBe(url.href)
})

test.for([
  '/',
  '/mail/view/abc.html',
  '/mail/view/abc.html?remote=1',
  '/mail/api/v1/messages',
  '/mail/view/a/b',
  'http://elsewhere.example/mail/',
])('%s is none', (address) => {
  expect(parseRoute(new URL(address, base), base)).toBeUndefined()
})

test('a stray percent sign is itself', () => {
  expect(parseRoute(new URL('inbox/50%', base), base)?.list).toEqual({ kind: 'inbox', name: '50%' })
})

test('an inbox is a query', () => {
  expect(queryOf({ kind: 'inbox', name: 'shop' })).toBe('inbox:shop')
})
