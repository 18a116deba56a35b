import { describe, expect, test } from 'vitest'
import { pageLines } from '../../../server/core/extract/readable-text.ts'
import { limits } from '../../../server/core/limits.ts'
import { htmlWords } from '../../../server/mime/html-words.ts'
import type { HtmlWords } from '../../../server/mime/html-words.ts'
import { atOnce } from '../../../server/mime/in-pieces.ts'

function read(html: string): HtmlWords {
  return atOnce(htmlWords(html, limits.searchTextMax))
}

describe('a page is parted as it is shown', () => {
  test.for([
    ['blocks', '<p>one</p><div>two</div>three', 'one\ntwo\nthree'],
    ['lines', 'one<br>two<br/>three', 'one\ntwo\nthree'],
    ['cells', '<table><tr><td>a</td>\n <td>b</td></tr><tr><td>c</td></tr></table>', 'a\tb\nc'],
    ['inline elements', '48<b>29</b><span>13</span>', '482913'],
    ['source line breaks', 'one\r\n   two', 'one two'],
    ['preformatted lines', '<pre>one\ntwo</pre>', 'one\ntwo'],
    ['inline elements shown as blocks', 'Code<span style="display: block">4</span>x', 'Code\n4\nx'],
    [
      'and as boxes',
      '<span style="display:inline-block">4</span><span style="display:inline-block">8</span>',
      '4 8',
    ],
    ['styles, scripts and comments', 'a<style>1</style><script>2</script><!-- 3 -->b', 'ab'],
    ['pictures', 'one<img src="x">two', 'one two'],
  ] as const)('%s', ([, html, lines]) => {
    expect(pageLines(read(html).visible)).toBe(lines)
  })
})

describe('what no reader sees is known', () => {
  test.for([
    ['display', '<div style="display:none">pre</div>seen'],
    ['visibility', '<span style="visibility: hidden">pre</span>seen'],
    ['height', '<div style="max-height:0;overflow:hidden">pre</div>seen'],
    ['opacity', '<div style="opacity:0">pre</div>seen'],
    ['size', '<div style="color:#fff;font-size:1px">pre</div>seen'],
    ['the attribute', '<div hidden>pre</div>seen'],
    ['with elements of its name within', '<div style="display:none"><div>p</div>re</div>seen'],
    ['a paragraph that does not end', '<p style="display:none">pre<p>seen'],
  ] as const)('by %s', ([, html]) => {
    const { visible, hidden } = read(html)

    const [range] = hidden
    expect(visible.slice(range?.from, range?.to).replace(/\s/g, '')).toBe('pre')
    expect(visible.slice(range?.to).trim()).toBe('seen')
  })

  test.for([
    ['<td style="font-size:0px"><div style="font-size:14px">seen</div></td>'],
    ['<div style="opacity:0.9;max-height:02px">seen</div>'],
    ['<div style="display:block">seen</div>'],
    ['<br hidden>seen'],
  ])('but not in %s', ([html = '']) => {
    expect(read(html).hidden).toEqual([])
  })

  test('an element that never ends hides the rest', () => {
    const { visible, hidden } = read('seen<div style="display:none">rest')

    expect(hidden).toEqual([{ from: visible.length - 4, to: visible.length }])
  })
})

describe('what HTML refers to', () => {
  test.for([
    ['words of a link', '<a href="u">Go <b>there</b>\n now</a> x', 'anchor', 'u', 'Go there now'],
    ['blocks in it', '<a href="u"><div>Go</div><div>there</div></a>', 'anchor', 'u', 'Go there'],
    ['entities', '<a href="u?a=1&amp;b=2">A&amp;B</a>', 'anchor', 'u?a=1&b=2', 'A&B'],
    ['a link that does not end', '<a href="u">Go<a name="x">no', 'anchor', 'u', 'Go'],
    ['an area', '<map><area href="u" alt="There"></map>', 'anchor', 'u', 'There'],
    ['a picture', '<img src="u" alt="A cat">', 'image', 'u', 'A cat'],
    ['a background', '<td background="u">', 'image', 'u', ''],
    ['a source set', '<img srcset="u 2x">', 'image-set', 'u 2x', ''],
    ['a style attribute', '<p style="background:url(u)">', 'css', 'background:url(u)', ''],
    ['a style element', '<style>a{background:url(u)}</style>', 'css', 'a{background:url(u)}', ''],
    ['a stylesheet', '<link rel="Stylesheet" href="u">', 'stylesheet', 'u', ''],
  ] as const)('%s', ([, html, place, value, text]) => {
    expect(read(html).references).toEqual([{ place, value, text }])
  })

  test.for([
    ['<link rel="icon" href="u">'],
    ['<a name="x">here</a>'],
    ['<a>here</a>'],
    ['<!-- <a href="u">no</a> -->'],
    ['<script>"<a href=u>"</script>'],
    ['<p style="color:red">'],
  ])('nothing: %s', ([html = '']) => {
    expect(read(html).references).toEqual([])
  })

  test('a picture in a link stands behind it, and its words are those of the link', () => {
    expect(read('<a href="u"><img src="i" alt="Shop"></a>').references).toEqual([
      { place: 'anchor', value: 'u', text: 'Shop' },
      { place: 'image', value: 'i', text: 'Shop' },
    ])
  })

  test('no more than the limit', () => {
    const html = '<a href="u">x</a>'.repeat(limits.linksMax + 1)

    expect(read(html).references).toHaveLength(limits.linksMax)
  })

  test('the words of a link are bounded', () => {
    const [link] = read(`<a href="u">${'word '.repeat(10_000)}</a>`).references

    expect(link?.text).toHaveLength(limits.linkTextLengthMax)
  })
})
