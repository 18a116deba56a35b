import { expect, test } from 'vitest'
import { readFirstLoad, totalOf } from '../support/first-load.ts'

/** What may be between somebody and their first look at the list, as it crosses the wire. */
const gzipBytesMax = 90_000

test('a first look at the inbox takes no more than 90 kB of script', () => {
  const chunks = readFirstLoad()

  const list = chunks.map(({ name, gzipBytes }) => `${gzipBytes} ${name}`).join('\n')
  expect(totalOf(chunks), `The first load, in bytes:\n${list}`).toBeLessThanOrEqual(gzipBytesMax)
})

test('the measure sees the entry and what it imports, and nothing that is loaded later', () => {
  const names = readFirstLoad().map(({ name }) => name)

  expect(names).toContain('theme.js')
  expect(names).toContainEqual(expect.stringMatching(/^assets\/index-.*\.js$/))
  // The runtime of Svelte is a chunk of its own.
  expect(names.length).toBeGreaterThanOrEqual(3)
  expect(names).not.toContainEqual(expect.stringMatching(/Palette|Dialog|SearchHelp/))
})
