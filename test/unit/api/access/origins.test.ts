import { expect, test } from 'vitest'
import { createOrigins } from '../../../../server/api/access/origins.ts'

test.for([
  ['http://localhost:8025', 'own'],
  ['HTTP://LocalHost:8025', 'own'],
  // A proxy that ends TLS passes the Host on.
  ['https://localhost:8025', 'own'],
  ['http://localhost', 'none'],
  ['http://localhost:3000', 'none'],
  ['http://localhost:8025.evil.test', 'none'],
  ['http://app.test', 'named'],
  ['https://app.test', 'named'],
  ['https://app.test:444', 'none'],
  ['http://port.test:3000', 'named'],
  ['https://port.test:3000', 'named'],
  ['http://port.test', 'none'],
  ['https://secure.test', 'named'],
  ['http://secure.test', 'none'],
  ['http://plain.test', 'named'],
  ['https://plain.test', 'none'],
  ['http://eighty.test', 'named'],
  ['https://eighty.test', 'none'],
  ['app.test', 'none'],
  ['null', 'none'],
  ['', 'none'],
] as const)('pages of %s are %s', ([origin, trust]) => {
  const origins = createOrigins([
    'App.test',
    'port.test:3000',
    'https://secure.test:443',
    'http://plain.test',
    'eighty.test:80',
  ])

  expect(origins.trustIn(origin, 'localhost:8025')).toBe(trust)
})

test('a star trusts every page, but not as much as one that is named', () => {
  const origins = createOrigins(['*', 'app.test'])

  expect(origins.trustIn('https://app.test', 'localhost:8025')).toBe('named')
  expect(origins.trustIn('https://other.test', 'localhost:8025')).toBe('any')
  expect(origins.trustIn('http://localhost:8025', 'localhost:8025')).toBe('own')
})

test('a page in a sandbox is not ours, whatever Host it names', () => {
  expect(createOrigins([]).trustIn('null', 'null')).toBe('none')
})
