import { runInNewContext } from 'node:vm'
import { parseSync } from 'vite'
import { expect, test } from 'vitest'
import { toAscii } from '../../scripts/ascii-source.ts'

function rewrite(code: string): string {
  return toAscii(code, parseSync('bundle.js', code).program)
}

/** What a module of this one expression is worth. */
function worthOf(expression: string): unknown {
  return runInNewContext(`(${expression})`)
}

test.each([
  ['a string', '"caf\u00e9 \u2014 \u{1d4b6}"'],
  ['a string with a backslash before it', '"\\\u2014 \\\\\u2014 \\n"'],
  ['a template', '`a\u2014${"\u2014"}\n\t\t\u0431${1}`'],
  ['a key of an object', '({ \u0131: 1, "\u0131x": 2, \u{1d4b6}: 3 })'],
  ['a name that is key and value', '(\u00e9 => ({ \u00e9 }))(1)'],
  ['a name of ASCII that is key and value', '(e => ({ e }))(1)'],
  ['indented code', '[\n\t\t1,\n\t\t"  \u2014"\n\t\t].map((x) => {\n\t\t\treturn x\n\t\t})'],
  ['a tagged template with escapes', 'String.raw`\\u0410 ${"\u0410"}`'],
])('%s is worth the same in ASCII', (_what, expression) => {
  const rewritten = rewrite(expression)

  expect(rewritten).toMatch(/^[\0-\x7f]*$/)
  expect(worthOf(rewritten)).toEqual(worthOf(expression))
})

test.each([
  ['/[\u0430-\u044f]+\\\u2014/i', '\u0416\u2014'],
  ['/^[\u{1f600}-\u{1f64f}]$/u', '\u{1f601}'],
])('the expression %s finds the same in ASCII', (expression, text) => {
  const rewritten = rewrite(expression)

  expect(rewritten).toMatch(/^[\0-\x7f]*$/)
  expect((worthOf(rewritten) as RegExp).exec(text)?.[0]).toBe(text)
})

test('indentation goes and lines stay, but within a template nothing does', () => {
  expect(rewrite('if (1) {\n\t\tf(`a\n\t\tb`)\n}')).toBe('if (1) {\nf(`a\n\t\tb`)\n}')
})

test('what a tag would see differently is refused, and so is what is no literal', () => {
  expect(() => rewrite('f`\u2014`')).toThrow('a tagged template')
  expect(() => rewrite('f(1 /* \u2014 */)')).toThrow('outside of its literals')
})
