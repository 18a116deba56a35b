import { expect, test } from 'vitest'
import { limits } from '../../../server/core/limits.ts'
import { toSnippet } from '../../../server/mime/to-snippet.ts'

test.for([
  ['', ''],
  ['  Hello,\r\n\tBob \u00a0 ', 'Hello, Bob'],
  ['Rech\u00adnung \ufeff \u200b nr', 'Rechnung nr'],
  ['Hi \u200c \u200c\u034f \u200c you', 'Hi you'],
  ['می\u200cخواهم', 'می\u200cخواهم'],
  ['👩\u200d💻 \u200d!', '👩\u200d💻 !'],
] as const)('%j is shown as %j', ([text, snippet]) => {
  expect(toSnippet(text)).toBe(snippet)
})

test('a long text of plain characters has the snippet that it would have in a longer one', () => {
  const words = 'Hello,  Bob \r\n\u0000'
  const [long, longer] = [words.repeat(30), words.repeat(30) + '\u00e9']

  expect(toSnippet(long)).toBe(toSnippet(longer))
  expect(toSnippet(`${' '.repeat(3_000)}${long}`)).toBe(toSnippet(long))
  expect(toSnippet('x'.repeat(200))).toBe('x'.repeat(200))
  expect(toSnippet('x'.repeat(201))).toBe(`${'x'.repeat(200)}...`)
})

test.for(['x', 'é', '漢', '👍'])('is cut between two %s', (character) => {
  const snippet = toSnippet(character.repeat(400))

  expect(snippet).toMatch(/\.\.\.$/)
  expect(snippet).not.toContain('\ufffd')
  const bytes = Buffer.byteLength(snippet.slice(0, -3))
  expect(bytes).toBeLessThanOrEqual(limits.snippetBytesMax)
  expect(bytes).toBeGreaterThan(limits.snippetBytesMax - 4)
})
