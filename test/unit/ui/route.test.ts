import { expect, test } from 'vitest'
import { hrefOf, hrefOfSessions, pageOf, parseRoute, queryOf } from '../../../ui/lib/state/route.ts'

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

test.for([
  ['sessions', { isFailedOnly: false }],
  ['sessions?failed=true', { isFailedOnly: true }],
  ['sessions/abc', { isFailedOnly: false, id: 'abc' }],
  ['sessions/abc?failed=true', { isFailedOnly: true, id: 'abc' }],
] as const)('%s is an address of the sessions, and back', ([path, route]) => {
  const url = new URL(path, base)

  expect(pageOf(url.href, base)).toEqual({ kind: 'sessions', route })
  expect(parseRoute(url, base)).toBeUndefined()
  expect(hrefOfSessions(route, base)).toBe(url.href)
})

test.for(['sessions/a/b', '../sessions', 'sessionsx'])(
  '%s is no address of the sessions',
  (path) => {
    expect(pageOf(new URL(path, base).href, base)).toBeUndefined()
  },
)

test('a message is a page of the inbox', () => {
  expect(pageOf(new URL('view/abc', base).href, base)).toEqual({
    kind: 'mail',
    route: { list: { kind: 'all' }, id: 'abc' },
  })
})

test('a stray percent sign is itself', () => {
  expect(parseRoute(new URL('inbox/50%', base), base)?.list).toEqual({ kind: 'inbox', name: '50%' })
})

test('an inbox is a query', () => {
  expect(queryOf({ kind: 'inbox', name: 'shop' })).toBe('inbox:shop')
  expect(queryOf({ kind: 'inbox', name: '=shop' })).toBe('inbox:"=shop"')
})
