import { expect, test } from 'vitest'
import { hasDarkStyles } from '../../../ui/lib/format/dark-styles.ts'
import { clippedByGmail } from '../../../ui/lib/format/gmail-clip.ts'
import { preheaderOf } from '../../../ui/lib/format/preheader.ts'

const page = (body: string): string =>
  `<!doctype html><html><head><title>A title</title><style>p{color:red}</style></head><body>${body}</body></html>`

test.for([
  ['<p>Hi Ann,</p><p>your order is on its way.</p>', 'Hi Ann, your order is on its way.'],
  ['<table><tr><td>Hi</td><td>Ann</td></tr></table>!', 'Hi Ann !'],
  ['<div>Hi</div>Ann', 'Hi Ann'],
  ['Hi <b>A</b><i>nn</i>', 'Hi Ann'],
  ['one<br>two<hr>three', 'one two three'],
  ['<style>a{}</style><script>x</script><!-- no -->Hi<template>not this</template>', 'Hi'],
  ['<noscript>not this</noscript><img alt="nor this">Hi', 'Hi'],
  ['&lt;b&gt; &amp; &eacute;', '<b> & é'],
  ['<p>\n\n   Hi\n\tAnn  </p>', 'Hi Ann'],
  ['Price:&nbsp;5&nbsp;€', 'Price: 5 €'],
  ['&nbsp;&zwnj;&nbsp;&zwnj;Hi', 'Hi'],
  ['Hi&zwnj;&nbsp;&zwnj;&nbsp;&#847;&shy; Ann', 'Hi Ann'],
  ['👩‍👩‍👧 می‌خواهم', '👩‍👩‍👧 می‌خواهم'],
  ['Write style="a" &lt;style>', 'Write style="a" <style>'],
  ['<img src="x">', ''],
  ['', ''],
] as const)('the list shows of %s: "%s"', ([body, text]) => {
  expect(preheaderOf(page(body))).toEqual({ text, isHidden: false })
})

test.for([
  '<div style="display:none">Only for the list</div><p>Hi</p>',
  '<div style="display : NONE !important">Only for the list</div><p>Hi</p>',
  '<div style="max-height:0;overflow:hidden"><b>Only for the list</b></div><p>Hi</p>',
  '<span style="font-size:1px;color:#fff">Only for the list</span><p>Hi</p>',
  '<span style="opacity:0">Only for the list</span><p>Hi</p>',
  '<p hidden>Only for the list</p><p>Hi</p>',
  '<span class="preheader">Only for the list</span><p>Hi</p>',
  '&nbsp;<div style="mso-hide:all">Only for the list</div><p>Hi</p>',
])('%s begins with words that the mail hides', (body) => {
  expect(preheaderOf(page(body))).toEqual({ text: 'Only for the list Hi', isHidden: true })
})

test.for([
  '<p style="font-size:14px;opacity:0.9;line-height:1.5">Hi</p>',
  '<p>Hi</p><p style="display:none">Later</p>',
  '<p style="font-size:100px;max-height:10px">Hi</p>',
])('%s begins with words that are shown', (body) => {
  expect(preheaderOf(page(body)).isHidden).toBe(false)
})

test('padding pushes the rest of the mail out of the line', () => {
  const padded = `<div style="display:none">Only this${'&zwnj;&nbsp;'.repeat(120)}</div><p>Not this</p>`

  expect(preheaderOf(page(padded)).text).toBe('Only this')
})

test('a long text is cut, and never within a character', () => {
  expect(preheaderOf(page('word '.repeat(1000))).text).toHaveLength(199)
  expect(preheaderOf(page(`x${'👍'.repeat(1000)}`)).text).toBe(`x${'👍'.repeat(99)}`)
})

test.for([
  ['blanks', '&zwnj;'.repeat(200_000)],
  ['spaces', ' '.repeat(1_000_000)],
  ['open elements', '<div>'.repeat(500)],
  ['broken styles', `<p style="display${' '.repeat(500_000)}">Hi`],
] as const)('many %s do no harm', ([, body]) => {
  expect(preheaderOf(page(body)).text.length).toBeLessThan(10)
})

test('Gmail clips what has more than 102,400 bytes, not characters', () => {
  expect(clippedByGmail('x'.repeat(102_400))).toBeUndefined()
  expect(clippedByGmail('x'.repeat(102_401))).toBe(102_401)
  expect(clippedByGmail('é'.repeat(51_200))).toBeUndefined()
  expect(clippedByGmail('é'.repeat(51_201))).toBe(102_402)
})

test.for([
  ['<style>@media (prefers-color-scheme: dark){a{}}</style>', true],
  ['<link media="(PREFERS-COLOR-SCHEME:dark)">', true],
  ['<meta name="color-scheme" content="light dark">', true],
  ['<style>:root{color-scheme:light dark}</style>', true],
  ['<style>@media (prefers-color-scheme: light){a{}}</style>', false],
  ['<meta name="color-scheme" content="light">', false],
  ['<p>A dark night</p>', false],
] as const)('%s has dark styles: %s', ([html, has]) => {
  expect(hasDarkStyles(html)).toBe(has)
})
