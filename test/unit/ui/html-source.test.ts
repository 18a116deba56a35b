import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatHtml } from '../../../ui/lib/format/format-html.ts'
import { highlightHtml } from '../../../ui/lib/format/highlight-html.ts'
import { readHtml } from '../../../ui/lib/format/read-html.ts'

const pieces = fc.constantFrom(
  ...['<', '>', '/', '"', "'", '=', '!', '--', '-->', '<!--', '</', ' ', '\n', 'a', 'p', 'div'],
  ...[
    '<style>',
    '</style>',
    '<pre>',
    '</pre>',
    '<br>',
    '<td>',
    '&amp;',
    'Grüße',
    '<script',
    '<title>',
  ],
)
const anyHtml = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''))

test('whatever the source, its pieces are the source', () => {
  fc.assert(
    fc.property(anyHtml, (source) => {
      expect(
        readHtml(source)
          .map(({ text }) => text)
          .join(''),
      ).toBe(source)
    }),
  )
})

test('whatever the source, its coloured tokens are the source', () => {
  fc.assert(
    fc.property(anyHtml, fc.integer({ min: 1, max: 40 }), (source, most) => {
      expect(
        highlightHtml(source, most)
          .map(({ text }) => text)
          .join(''),
      ).toBe(source)
    }),
  )
})

test('whatever the source, formatting loses nothing but white space', () => {
  const visible = (text: string): string => text.replace(/\s+/g, '')
  fc.assert(
    fc.property(anyHtml, (source) => {
      expect(visible(formatHtml(source))).toBe(visible(source))
    }),
  )
})

test('tells tags, attributes, values and comments apart', () => {
  expect(highlightHtml('<a href="x>y" hidden>B</a><!-- c -->')).toEqual([
    { kind: 'tag', text: '<a' },
    { kind: 'plain', text: ' ' },
    { kind: 'attribute', text: 'href' },
    { kind: 'value', text: '="x>y"' },
    { kind: 'plain', text: ' ' },
    { kind: 'attribute', text: 'hidden' },
    { kind: 'tag', text: '>' },
    { kind: 'plain', text: 'B' },
    { kind: 'tag', text: '</a>' },
    { kind: 'comment', text: '<!-- c -->' },
  ])
})

test('what stands in a style is no markup', () => {
  expect(readHtml('<style>a<b{}</style>').map(({ kind }) => kind)).toEqual(['open', 'raw', 'close'])
})

test('formats tables, styles and running text', () => {
  const source =
    '<html><head><style>\n    a { b: c }\n      d\n</style></head><body><table><tr><td>Hello <b>Ann</b>,\n  you</td><td><p>One<br>Two</td></tr></table></body></html>'

  expect(formatHtml(source)).toBe(`<html>
  <head>
    <style>
      a { b: c }
        d
    </style>
  </head>
  <body>
    <table>
      <tr>
        <td>Hello <b>Ann</b>, you</td>
        <td>
          <p>
            One<br>
            Two
        </td>
      </tr>
    </table>
  </body>
</html>
`)
})

test('the white space of a pre stays', () => {
  expect(formatHtml('<div><pre>a\n   b</pre></div>')).toContain('<pre>a\n   b</pre>')
})

test('the output stays linear however deep hostile markup nests', () => {
  const source = '<div>'.repeat(20_000)

  expect(formatHtml(source).length).toBeLessThan(100 * 20_000)
})
