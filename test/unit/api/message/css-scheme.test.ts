import { expect, test } from 'vitest'
import {
  colorSchemeIn,
  cssInScheme,
  queryInScheme,
} from '../../../../server/api/message/css-scheme.ts'

const always = '(min-width:0)'
const never = '(min-width:9999999px)'

test.for([
  ['@media (prefers-color-scheme: dark) {a{}}', `@media ${always} {a{}}`],
  ['@media (prefers-color-scheme: light) {a{}}', `@media ${never} {a{}}`],
  ['@MEDIA(PREFERS-COLOR-SCHEME:DARK){a{}}', `@MEDIA${always}{a{}}`],
  ['@media\n(\tprefers-color-scheme\n:\tdark\n)\n{}', `@media\n${always}\n{}`],
  ['@media (/*x*/prefers-color-scheme/*:*/:/*)*/dark/*"*/) {}', `@media ${always} {}`],
  ['@media (prefers-color-schem\\65 :d\\000061rk) {}', `@media ${always} {}`],
  ['@m\\65 dia (prefers-color-scheme:dark) {}', `@m\\65 dia ${always} {}`],
  [
    '@media screen and (max-width: 600px) and (prefers-color-scheme: dark), print {}',
    `@media screen and (max-width: 600px) and ${always}, print {}`,
  ],
  [
    '@media not ((prefers-color-scheme: dark) or (hover)) {}',
    `@media not (${always} or (hover)) {}`,
  ],
  ['@media not (prefers-color-scheme: light) {}', `@media not ${never} {}`],
  [
    '@media screen { @media (prefers-color-scheme:dark) { .a { color: red } } }',
    `@media screen { @media ${always} { .a { color: red } } }`,
  ],
  [
    '@supports (display:grid) { @media (prefers-color-scheme:dark) {} }',
    `@supports (display:grid) { @media ${always} {} }`,
  ],
  ['.card { @media (prefers-color-scheme:dark) { x:y } }', `.card { @media ${always} { x:y } }`],
  ['@import url(a;b.css) (prefers-color-scheme:dark); a{}', `@import url(a;b.css) ${always}; a{}`],
  ['@import "x{y;.css" (prefers-color-scheme:dark);', `@import "x{y;.css" ${always};`],
  ['<!-- @media (prefers-color-scheme:dark) {} -->', `<!-- @media ${always} {} -->`],
  [':root { color-scheme: light dark }', ':root { color-scheme:  dark }'],
  [':root{color-scheme:dark light!important;x:y}', ':root{color-scheme:dark !important;x:y}'],
  ['a{b:c;COLOR-SCHEME/**/:/**/light/**/dark}', 'a{b:c;COLOR-SCHEME/**/:/**//**/dark}'],
  ['a{b{c:d}color-scheme:only light dark}', 'a{b{c:d}color-scheme:only  dark}'],
] as const)('in the dark, %s is %s', ([css, expected]) => {
  expect(cssInScheme(css, 'dark')).toBe(expected)
})

test('in the light it is the other way round', () => {
  const css =
    '@media (prefers-color-scheme:dark){a{}} @media (prefers-color-scheme:light){b{}} c{color-scheme:light dark}'

  expect(cssInScheme(css, 'light')).toBe(
    `@media ${never}{a{}} @media ${always}{b{}} c{color-scheme:light }`,
  )
})

test.for([
  '/* @media (prefers-color-scheme: dark) {} */ a{}',
  '@media /* (prefers-color-scheme: dark) */ print {}',
  'a::after { content: "@media (prefers-color-scheme: dark) {" }',
  "a::after { content: '\\'@media (prefers-color-scheme: dark) {' }",
  'a { background: url(@media(prefers-color-scheme:dark).png) }',
  'a { background: url(\\)@media(prefers-color-scheme:dark).png) }',
  'a { content: "; color-scheme: light dark" }',
  '@media (prefers-color-scheme) {}',
  '@media (prefers-color-scheme: no-preference) {}',
  '@media (prefers-color-scheme: dark {}',
  '@media (prefers-color-scheme dark) {}',
  '@media (-x-prefers-color-scheme: dark) {}',
  '.x:is(prefers-color-scheme:dark) { --color-scheme: light dark }',
  '@supports (color-scheme: light dark) {}',
  'a { color-scheme: light }',
  'a { color-scheme: normal; color: red }',
  'a { x: color-scheme: light dark }',
  '/* @media (prefers-color-scheme: dark)',
  'a { content: "@media (prefers-color-scheme: dark)',
  'a { background: url(@media (prefers-color-scheme: dark)',
  '\\',
])('%s says nothing about dark, and stays as it is', (css) => {
  expect(cssInScheme(css, 'dark')).toBe(css)
})

test('a string that never ends goes to the end of its line, as in a browser', () => {
  const css = 'a { content: "oops }\n} @media (prefers-color-scheme: dark) {}'

  expect(cssInScheme(css, 'dark')).toBe(`a { content: "oops }\n} @media ${always} {}`)
})

test.for([
  ['(prefers-color-scheme: dark)', always],
  ['screen and (prefers-color-scheme:light)', `screen and ${never}`],
  ['print', 'print'],
] as const)('the media attribute %s becomes %s', ([query, expected]) => {
  expect(queryInScheme(query, 'dark')).toBe(expected)
})

test.for([
  ['light dark', ' dark'],
  ['dark light', 'dark '],
  ['only light', 'only light'],
  ['light', 'light'],
  ['normal', 'normal'],
] as const)('the color-scheme %s comes down to "%s" in the dark', ([value, expected]) => {
  expect(colorSchemeIn(value, 'dark')).toBe(expected)
})

const megabyte = 1_000_000
const hint = '/*color-scheme*/'

test.for([
  ['open brackets', '@media' + '('.repeat(megabyte)],
  ['brackets with comments', '@media' + '(/*x*/'.repeat(megabyte / 6)],
  ['features without an end', '@media' + '(prefers-color-scheme:dark '.repeat(megabyte / 27)],
  ['features that break off in a comment', '@media' + '(prefers-color-scheme/*'.repeat(40_000)],
  ['comments without an end', '/*'.repeat(megabyte / 2)],
  ['strings without an end', '"\\'.repeat(megabyte / 2)],
  ['urls without an end', 'url('.repeat(megabyte / 4)],
  ['escapes', '\\65'.repeat(megabyte / 3)],
  ['one long name', '@media (' + 'x'.repeat(megabyte)],
  ['spaces', '@media (' + ' '.repeat(megabyte)],
  ['declarations without a value', 'color-scheme:'.repeat(megabyte / 13)],
  ['declarations in blocks', '{color-scheme'.repeat(megabyte / 13)],
  ['at signs', '@'.repeat(megabyte)],
] as const)('a megabyte of %s takes one pass', ([, css]) => {
  // Quadratic, each of these takes minutes to hours: the test would run into its bound.
  const seen = cssInScheme(hint + css, 'dark')

  expect(seen.startsWith(hint)).toBe(true)
})
