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

test.for(['x', 'é', '漢', '👍'])('is cut between two %s', (character) => {
  const snippet = toSnippet(character.repeat(400))

  expect(snippet).toMatch(/\.\.\.$/)
  expect(snippet).not.toContain('\ufffd')
  const bytes = Buffer.byteLength(snippet.slice(0, -3))
  expect(bytes).toBeLessThanOrEqual(limits.snippetBytesMax)
  expect(bytes).toBeGreaterThan(limits.snippetBytesMax - 4)
})
