import { expect, test } from 'vitest'
import { attachmentLook, opensInBrowser } from '../../../ui/lib/format/attachments.ts'
import { isContainer, parametersOf, partLook } from '../../../ui/lib/format/structure.ts'
import { suggestTags } from '../../../ui/lib/format/suggest-tags.ts'

test('suggests the tags that begin with what was typed before those that hold it', () => {
  expect(suggestTags(' in', ['Admin', 'Inbox', 'Invoice', 'Other'], ['inbox'])).toEqual([
    'Invoice',
    'Admin',
  ])
})

test('suggests a bounded number of tags', () => {
  const known = Array.from({ length: 1000 }, (_, index) => `Tag ${index}`)

  expect(suggestTags('', known, [])).toHaveLength(8)
})

test.for([
  ['image/png', 10_000_000, 'thumbnail'],
  ['IMAGE/JPEG', 10, 'thumbnail'],
  ['image/webp', 10, 'self'],
  ['image/webp', 10_000_000, 'file'],
  ['image/svg+xml', 10, 'file'],
  ['application/pdf', 10, 'file'],
] as const)('%s of %i bytes shows as %s', ([ContentType, Size, look]) => {
  expect(attachmentLook({ ContentType, Size })).toBe(look)
})

test('a tab shows pictures and text, and never HTML or SVG of a mail', () => {
  expect(['image/png', 'text/plain', 'text/html', 'image/svg+xml'].map(opensInBrowser)).toEqual([
    true,
    true,
    false,
    false,
  ])
})

function aNode(ContentType: string, Children: unknown[] = [], Size = 10) {
  return { ContentType, Children, Size, Params: { charset: 'utf-8', boundary: 'x', name: 'y' } }
}

test('a multipart with parts is a container; one without is a part like any other', () => {
  expect(isContainer(aNode('multipart/mixed', [aNode('text/plain')]))).toBe(true)
  expect(isContainer(aNode('multipart/mixed'))).toBe(false)
  expect(isContainer(aNode('text/plain'))).toBe(false)
})

test('names the parameters that are not told elsewhere', () => {
  expect(parametersOf(aNode('text/plain'))).toBe('charset=utf-8')
})

test.for([
  ['multipart/mixed', 'file'],
  ['text/html', 'html'],
  ['text/csv', 'text'],
  ['image/heic', 'image'],
  ['message/rfc822', 'message'],
  ['application/zip', 'file'],
] as const)('%s without parts looks like %s', ([type, look]) => {
  expect(partLook(aNode(type))).toBe(look)
})
