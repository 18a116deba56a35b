import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inPieces } from '../../../server/mime/in-pieces.ts'
import { parseAddresses } from '../../../server/mime/parse-addresses.ts'
import { splitList } from '../../../server/mime/split-list.ts'

const address = fc.constantFrom(
  'ann@example.com',
  '"Doe, Jane" <jane@example.com>',
  'Bob (a, b) <bob@example.com>',
  'Team: c@example.com, d@example.com;',
  '"a\\"b, c" <e@example.com>',
)

test('a long list gives the same addresses cut or whole', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(address, { minLength: 300, maxLength: 600 }), async (entries) => {
      const list = entries.join(', ')

      const cut = await inPieces(parseAddresses([list]))
      const single = await inPieces(parseAddresses(entries))

      expect([...splitList(list)].length).toBeGreaterThan(1)
      expect(cut).toEqual(single)
    }),
    { numRuns: 20 },
  )
})
