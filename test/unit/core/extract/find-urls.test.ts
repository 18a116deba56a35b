import { expect, test } from 'vitest'
import { findUrls } from '../../../../server/core/extract/find-urls.ts'
import { limits } from '../../../../server/core/limits.ts'

test.for([
  ['https://example.com/a?b=c#d', ['https://example.com/a?b=c#d']],
  ['See https://example.com/a.', ['https://example.com/a']],
  ['Really (https://example.com/a)?', ['https://example.com/a']],
  ['https://example.com/a_(b)', ['https://example.com/a_(b)']],
  ['(https://example.com/a_(b))', ['https://example.com/a_(b)']],
  ['[a](https://example.com/a)', ['https://example.com/a']],
  ['"https://example.com/a"', ['https://example.com/a']],
  ['<https://example.com/a>', ['https://example.com/a']],
  ['<URL:https://example.com/a>', ['https://example.com/a']],
  ['<https://example.com/a?token=\r\n 0123>', ['https://example.com/a?token=0123']],
  ['<https://example.com/a and more>', ['https://example.com/a']],
  ['*https://example.com/a*', ['https://example.com/a']],
  ['https://example.com/t?token=ab_', ['https://example.com/t?token=ab_']],
  ['https://example.com/t?token=ab==', ['https://example.com/t?token=ab==']],
  ['http://localhost:3000/reset', ['http://localhost:3000/reset']],
  ['http://[::1]:8025/', ['http://[::1]:8025/']],
  ['www.example.com/a, or not', ['http://www.example.com/a']],
  ['myapp://reset?token=1', ['myapp://reset?token=1']],
  ['mailto:ann@example.com.', ['mailto:ann@example.com']],
  ['tel:+4930123', ['tel:+4930123']],
  ['点击https://example.com/a完成验证', ['https://example.com/a']],
  ['https://example.com/a。次', ['https://example.com/a']],
  ['https://пример.рф/путь', ['https://пример.рф/путь']],
  ['https://例え.jp/a', ['https://例え.jp/a']],
  ['https://a.example/1 https://b.example/2', ['https://a.example/1', 'https://b.example/2']],
  ['ann@example.com', []],
  ['example.com', []],
  ['Hotel: 5', []],
  ['javascript://x%0aalert(1)', []],
  ['data://x', []],
  ['http://', []],
  ['http:// x', []],
  ['a://b', []],
] as const)('%j holds %j', ([text, urls]) => {
  expect([...findUrls(text)].map(({ url }) => url)).toEqual(urls)
})

test('the place of an address is that of its words', () => {
  const text = 'Go to www.example.com now'

  const [found] = findUrls(text)

  expect(text.slice(found?.start, found?.end)).toBe('www.example.com')
  expect(found?.text).toBe('www.example.com')
})

test('an address beyond the limit is none, and is not looked at for others', () => {
  const text = `http://a.example/${'http://b.example/'.repeat(limits.linkUrlLengthMax)} http://c.example/`

  expect([...findUrls(text)].map(({ url }) => url)).toEqual(['http://c.example/'])
})
