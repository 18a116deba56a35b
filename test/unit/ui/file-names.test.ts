import { expect, test } from 'vitest'
import { fileNameOf, uniqueFileNames } from '../../../ui/lib/format/file-names.ts'

test.for([
  ['Your order: 3/4 shipped?', 'Your order 3 4 shipped'],
  ['../../etc/passwd', 'etc passwd'],
  ['..\\..\\boot.ini', 'boot.ini'],
  ['  \n', 'message'],
  ['...', 'message'],
  ['invoice\u202Efdp.exe', 'invoice fdp.exe'],
  ['Grüße 🎉', 'Grüße 🎉'],
] as const)('"%s" is saved as "%s"', ([text, name]) => {
  expect(fileNameOf(text)).toBe(name)
})

test('a long name is cut before its end', () => {
  const name = fileNameOf(`${'🎉'.repeat(200)}.pdf`)

  expect(name).toBe(`${'🎉'.repeat(76)}.pdf`)
})

test('two files of one name are two files', () => {
  expect(uniqueFileNames(['a.pdf', 'A.pdf', 'a (2).pdf', 'a.pdf', 'x', 'x'])).toEqual([
    'a.pdf',
    'A (2).pdf',
    'a (2) (2).pdf',
    'a (3).pdf',
    'x',
    'x (2)',
  ])
})

test('a thousand files of one name are told apart in a thousand steps', () => {
  const names = uniqueFileNames(Array.from({ length: 1000 }, () => 'a'))

  expect(new Set(names).size).toBe(1000)
  expect(names.at(-1)).toBe('a (1000)')
})
