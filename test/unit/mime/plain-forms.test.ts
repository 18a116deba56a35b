import fc from 'fast-check'
import { expect, test } from 'vitest'
import { collapsed } from '../../../server/core/search/visible-words.ts'
import { withoutSeparators } from '../../../server/core/search/to-searched.ts'
import { inPieces } from '../../../server/mime/in-pieces.ts'
import {
  parseAddresses,
  parseWithLibrary as addressesByLibrary,
} from '../../../server/mime/parse-addresses.ts'
import {
  parseContentType,
  parseWithLibrary as typeByLibrary,
} from '../../../server/mime/parse-params.ts'

// What is read without a library, since nearly all mail is so, is read as the library reads it.

const numRuns = 3_000
const of = (signs: string, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from(signs)), maxLength })

const address = fc
  .tuple(of('ab.+-_9@"', 6), of('xn--.a9', 8))
  .map(([local, domain]) => `${local}@${domain}`)
const mailbox = fc.oneof(
  address,
  fc.tuple(of('Ann Lee9.,"=?', 10), address).map(([name, one]) => `${name} <${one}>`),
  of('ann lee<>@. ,;:"()\\', 20),
)

test('addresses', async () => {
  await fc.assert(
    fc.asyncProperty(mailbox, async (text) => {
      const { mailboxes } = await inPieces(parseAddresses([text]))

      expect(mailboxes).toEqual(addressesByLibrary(text))
    }),
    { numRuns },
  )
})

test.for([
  'ann@example.com',
  'Ann <ann@example.com>',
  'Ann Lee 2nd <ann.lee+tag@mail-1.example>',
  'ann@localhost',
  'ann@xn--mnchen-3ya.example',
  'Ann  Lee <ann@example.com>',
  'Ann <ann@example.com> ',
  'ann@example.com, bob@example.com',
  'ann.@example.com',
  'Ann Lee',
  'ann@exa_mple.com',
])('the address %s', async (text) => {
  const { mailboxes } = await inPieces(parseAddresses([text]))

  expect(mailboxes).toEqual(addressesByLibrary(text))
})

const parameter = fc
  .tuple(
    fc.constantFrom('charset=', 'Charset=', 'boundary=', 'charset*=', ' charset ='),
    of('utf-8"; ()=?', 10),
  )
  .map(([name, value]) => name + value)
const contentType = fc
  .tuple(
    of('texT/plain.+-; (', 12),
    fc.constantFrom('', ';', '; ', ';  ', ' ; '),
    fc.oneof(fc.constant(''), parameter),
  )
  .map((parts) => parts.join(''))

test('content types', () => {
  fc.assert(
    fc.property(contentType, (text) => {
      if (text === '') return
      expect(parseContentType(text)).toEqual(typeByLibrary(text))
    }),
    { numRuns },
  )
})

test.for([
  'text/plain',
  'Text/HTML; charset=UTF-8',
  'text/plain;charset="us-ascii"',
  'text/plain; charset="utf-8',
  'text/plain; charset=utf-8; format=flowed',
  'text/plain; charset=',
  'text/plain;',
  'text',
])('the content type %s', (text) => {
  expect(parseContentType(text)).toEqual(typeByLibrary(text))
})

test('white space and separators are one space each, whatever stands in a row', () => {
  const text = of('a \n\t\u00a0,<;"', 12)
  fc.assert(
    fc.property(text, (given) => {
      expect(collapsed(given)).toBe(given.trim().replace(/\s+/g, ' '))
      expect(withoutSeparators(given)).toBe(given.replace(/[<>",;()\s]+/g, ' ').trim())
    }),
    { numRuns },
  )
})
