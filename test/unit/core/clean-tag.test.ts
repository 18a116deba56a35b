import { expect, test } from 'vitest'
import { limits } from '../../../server/core/limits.ts'
import { cleanTag, sortTags, tagKey, titleCase } from '../../../server/core/tags/clean-tag.ts'
import { createTagCollector } from '../../../server/core/tags/tag-collector.ts'
import { toTags } from '../../../server/core/tags/to-tags.ts'

test.for([
  ['Invoice', 'Invoice'],
  ['a-b_c.d@e 1', 'a-b_c.d@e 1'],
  ['  two   words  ', 'two words'],
  ['a/b\\c', 'a b c'],
  ['a,b;c', 'a b c'],
  ['<script>alert(1)</script>', 'script alert 1 script'],
  ['"quoted"', 'quoted'],
  ['tab\tand\r\nline', 'tab and line'],
  ['\u0000nul\u0000', 'nul'],
  ['ann\u001b[31m', 'ann 31m'],
  ['Rückläufer', 'Rückläufer'],
  ['u\u0308ber', 'über'],
  ['Ελληνικά', 'Ελληνικά'],
  ['日本語', '日本語'],
  ['हिन्दी', 'हिन्दी'],
  ['עברית', 'עברית'],
  ['العربية', 'العربية'],
  // Characters that turn the text around them, or that nobody sees.
  ['a\u202eb\u202c', 'a b'],
  ['zero\u200bwidth', 'zero width'],
  ['\ufeffbom', 'bom'],
  ['soft\u00adhyphen', 'soft hyphen'],
  ['\u3164', ''],
  ['heart ❤️ 🎉', 'heart'],
  ['👩‍👩‍👧', ''],
  ['\u0301a', 'a'],
  ['a \u0301 b', 'a b'],
  ['half \ud800 surrogate', 'half surrogate'],
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  ['1.2.3', '1.2.3'],
  ['-', '-'],
  ['.', ''],
  ['..', ''],
  ['', ''],
  ['   ', ''],
  ['!?', ''],
] as const)('the tag %j is kept as %j', ([text, name]) => {
  expect(cleanTag(text)).toBe(name)
  expect(cleanTag(name)).toBe(name)
})

test.for([
  ['Invoice', 'INVOICE'],
  ['Straße', 'STRAßE'],
  ['ﬁne', 'fine'],
  ['Ａ', 'a'],
] as const)('%s and %s are one tag', ([one, other]) => {
  expect(tagKey(one)).toBe(tagKey(other))
})

test.for([
  ['order', 'Order'],
  ['two words', 'Two Words'],
  ['pre-order', 'Pre-Order'],
  ['iOS app', 'IOS App'],
  ['mcDonald', 'McDonald'],
  ['already Done', 'Already Done'],
  ['1st.level_two', '1st.level_two'],
  ['élan vital', 'Élan Vital'],
  ['ßx', 'ßx'],
] as const)('in title case %s is %s', ([name, titled]) => {
  expect(titleCase(name)).toBe(titled)
})

test('tags are shown by name, whatever their case', () => {
  expect(sortTags(['b', 'C', 'a', 'B2', 'Ä', 'A1'])).toEqual(['a', 'A1', 'b', 'B2', 'C', 'Ä'])
})

test('of one tag in several cases the first spelling counts', () => {
  expect(toTags(['Order', 'order', 'ORDER', 'other', ' order '])).toEqual(['Order', 'other'])
})

test('what leaves no name is dropped, as in Mailpit', () => {
  expect(toTags(['', '  ', '!', 'a', '🎉'])).toEqual(['a'])
})

test('just the limits are within them', () => {
  const long = 'x'.repeat(limits.tagLengthMax)
  const many = Array.from({ length: limits.tagsPerMessageMax }, (_, at) => `tag ${at}`)

  expect(toTags([long])).toEqual([long])
  expect(toTags(many)).toEqual(many)
})

test.for([
  ['one too many', Array.from({ length: limits.tagsPerMessageMax + 1 }, (_, at) => `t${at}`)],
  ['one character too many', ['x'.repeat(limits.tagLengthMax + 1)]],
  ['a megabyte', ['x'.repeat(1024 * 1024)]],
  ['a megabyte of spaces', [' '.repeat(1024 * 1024)]],
] as const)('%s is refused with the limits', ([, texts]) => {
  expect(() => toTags(texts)).toThrow('at most 100 tags of at most 100 characters; 1 of these')
})

test('a tag that is there already is not too many', () => {
  const collected = createTagCollector()
  for (let at = 0; at < limits.tagsPerMessageMax; at += 1) collected.add(`t${at}`)

  collected.add('T0')

  expect(collected.leftOut).toBe(0)
})
