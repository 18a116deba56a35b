import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readTagRules } from '../../../server/cli/read-tag-rules.ts'
import { parseTagFlag } from '../../../server/core/tags/parse-tag-flag.ts'
import type { TagRules } from '../../../server/intake/tag-mail.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const rules: TagRules = {
  filters: [],
  fromUser: false,
  fromXTags: true,
  fromPlusAddresses: true,
  titleCase: false,
}

function read(content: string): Promise<TagRules> {
  const file = path.join(temporaryFolder(), 'tags.yaml')
  writeFileSync(file, content)
  return readTagRules({ ...rules, filtersFile: { file, flag: '--tags-config' } })
}

test('without a file there are the filters of the command line', async () => {
  expect(await readTagRules({ ...rules, filtersFile: undefined })).toMatchObject(rules)
})

test('filters of the file stand behind those of the command line', async () => {
  const parsed = parseTagFlag('A=x')
  const filters = parsed.ok ? parsed.filters : []
  const file = path.join(temporaryFolder(), 'tags.yaml')
  writeFileSync(file, 'filters:\n  - match: y\n    tags: B, C\n')

  const read = await readTagRules({ ...rules, filters, filtersFile: { file, flag: '-' } })

  expect(read.filters.map(({ tags }) => tags)).toEqual([['A'], ['B', 'C']])
})

test('everything is a text, as it was written', async () => {
  const { filters } = await read(
    'filters:\n  - { match: 007, tags: no }\n  - {match: 1e3, tags: 0x1}\n',
  )

  expect(filters.map(({ match, tags }) => [match, tags])).toEqual([
    ['007', ['no']],
    ['1e3', ['0x1']],
  ])
})

test('tags are one text with commas, or a list', async () => {
  const { filters } = await read('filters:\n  - { match: x, tags: [A, "B, C"] }\n')

  expect(filters[0]?.tags).toEqual(['A', 'B C'])
})

test('an empty list is no filter', async () => {
  expect((await read('filters: []')).filters).toEqual([])
})

const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
for (const [name, before] of [
  ['b', 'a'],
  ['c', 'b'],
  ['d', 'c'],
  ['e', 'd'],
] as const) {
  bomb.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`)
}

test.for([
  [
    'a search that says nothing',
    'filters: [{match: x, tags: A}, {match: "subject:", tags: B}]',
    /, filter 2: At position 1 of its query: "subject:"/,
  ],
  ['a misspelt key', 'filters: [{match: x, tag: A}]', /, filter 1: It must have a "match"/],
  [
    'a key too many',
    'filters: [{match: x, tags: A, not: y}]',
    /, filter 1: It must have a "match"/,
  ],
  ['several problems', 'filters: [{match: x}, y]', /, filter 1: [^\n]*\n[^\n]*, filter 2: It must/],
  ['a list for a search', 'filters: [{match: [x], tags: A}]', /, filter 1: It must have/],
  ['a map for tags', 'filters: [{match: x, tags: {a: b}}]', /, filter 1: It must have/],
  ['tags that are none', 'filters: [{match: x, tags: "!"}]', /, filter 1: It names no tag/],
  ['a text for a list', 'filters: x', /must be a list under "filters:"/],
  ['a bare list', '- match: x', /must be a list under "filters:"/],
  ['nothing', '', /must be a list under "filters:"/],
  ['a misspelt list', 'filter: []', /must be a list under "filters:"/],
  ['something beside the list', 'filters: []\nother: []', /must be a list under "filters:"/],
  ['no YAML', 'filters: [}', /at line 1, column 11/],
  ['two documents', 'filters: []\n---\nfilters: []', /multiple documents/],
  ['an alias of nothing', 'filters: *none', /Unresolved alias/],
  ['aliases that multiply', bomb.join('\n'), /Excessive alias count/],
  ['too many', `filters: [${'{match: x, tags: A},'.repeat(1_001)}]`, /has 1001 filters; 1000 fit/],
  ['too large a file', `# ${'x'.repeat(1024 * 1024)}`, /has more than 1048576 bytes/],
] as const)('%s is refused', async ([, content, problem]) => {
  const reading = read(content)

  await expect(reading).rejects.toMatchObject({ code: 'invalid-config' })
  await expect(reading).rejects.toThrow(/^--tags-config \/.*tags\.yaml/)
  await expect(reading).rejects.toThrow(problem)
})

test('a file that is not there is one sentence', async () => {
  const filtersFile = { file: '/no/such/file.yaml', flag: '--tags-config' }

  await expect(readTagRules({ ...rules, filtersFile })).rejects.toThrow(
    /^--tags-config cannot be read: ENOENT.*\.$/,
  )
})
