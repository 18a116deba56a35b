import { expect, test } from 'vitest'
import type { Scheme } from '../../../../server/api/message/css-scheme.ts'
import { limits } from '../../../../server/core/limits.ts'
import { pageEdits } from '../../../../server/api/message/page-edits.ts'
import { applyEdits } from '../../../../server/api/message/text-edits.ts'

const always = '(min-width:0)'
const never = '(min-width:9999999px)'

function pageOf(html: string, scheme?: Scheme): string {
  return applyEdits(html, pageEdits(html, scheme))
}

test.for([
  [
    '<style>@media (prefers-color-scheme:dark){a{}}</style>',
    `<style>@media ${always}{a{}}</style>`,
  ],
  [
    '<STYLE type=text/css>@media (prefers-color-scheme:dark){a{}}</STYLE >',
    `<STYLE type=text/css>@media ${always}{a{}}</STYLE >`,
  ],
  [
    '<style media="(prefers-color-scheme: dark)">a{}</style>',
    `<style media="${always}">a{}</style>`,
  ],
  [
    "<link rel=stylesheet media='(prefers-color-scheme:light)'>",
    `<link rel=stylesheet media='${never}'>`,
  ],
  [
    '<picture><source media=(prefers-color-scheme:dark) srcset=d.png><img src=l.png></picture>',
    `<picture><source media=${always} srcset=d.png><img src=l.png></picture>`,
  ],
  [
    '<meta name="theme-color" content="light dark" media="(prefers-color-scheme: dark)">',
    `<meta name="theme-color" content="light dark" media="${always}">`,
  ],
  ['<meta name="color-scheme" content="light dark">', '<meta name="color-scheme" content=" dark">'],
  [
    '<meta content=light&#32;dark name=color-scheme>',
    '<meta content=light&#32;dark name=color-scheme>',
  ],
  [
    "<META media='(prefers-color-scheme:dark)' CONTENT='dark light' NAME=' Color-Scheme '/>",
    `<META media='${always}' CONTENT='dark ' NAME=' Color-Scheme '/>`,
  ],
  ['<html style="color-scheme: light dark">', '<html style="color-scheme:  dark">'],
  [
    '<style>a{}</style><p title="<style>"><style>@media (prefers-color-scheme:dark){}</style>',
    `<style>a{}</style><p title="<style>"><style>@media ${always}{}</style>`,
  ],
  [
    '<!--[if mso]><style>a{}</style><![endif]--><style>@media (prefers-color-scheme:dark){}</style>',
    `<!--[if mso]><style>a{}</style><![endif]--><style>@media ${always}{}</style>`,
  ],
  ['<!--><style>@media (prefers-color-scheme:dark){}', `<!--><style>@media ${always}{}`],
  ['<!---><style>@media (prefers-color-scheme:dark){}', `<!---><style>@media ${always}{}`],
  ['<!-- --!><style>@media (prefers-color-scheme:dark){}', `<!-- --!><style>@media ${always}{}`],
  [
    '</p title=">"><style>@media (prefers-color-scheme:dark){}',
    `</p title=">"><style>@media ${always}{}`,
  ],
  [
    '<p =a="<style>"><style>@media (prefers-color-scheme:dark){}',
    `<p =a="<style>"><style>@media ${always}{}`,
  ],
  ['a < b <style>@media (prefers-color-scheme:dark){}', `a < b <style>@media ${always}{}`],
] as const)('in the dark, %s is %s', ([html, expected]) => {
  expect(pageOf(html, 'dark')).toBe(expected)
})

test.for([
  '<!-- <style>@media (prefers-color-scheme:dark){}</style> -->',
  '<!--!><style>@media (prefers-color-scheme:dark){}',
  '<textarea><style>@media (prefers-color-scheme:dark){}</style></textarea>',
  '<title><style media="(prefers-color-scheme:dark)"></title>',
  '<script>"<style>@media (prefers-color-scheme:dark){}"</script>',
  '<plaintext><style>@media (prefers-color-scheme:dark){}</style>',
  '<p title="<style>@media (prefers-color-scheme:dark){}</style>">',
  '<p>@media (prefers-color-scheme:dark){}</p>',
  '<style media="(prefers-color-scheme:dark)',
  '<style media=(prefers-color-scheme:dark)',
  '<?style media="(prefers-color-scheme:dark)"?>',
  '<meta name=color-scheme>',
])('%s is no style of the page, and stays as it is', (html) => {
  expect(pageOf(html, 'dark')).toBe(html)
})

test('without a scheme the styles stay as they are', () => {
  const html =
    '<style>@media (prefers-color-scheme:dark){}</style><meta name=color-scheme content=dark>'

  expect(pageOf(html)).toBe(html)
})

test.for([
  ['<a href="x" target="_self">', '<a href="x" target="_blank">'],
  ["<A TARGET='_top' href=x>", "<A TARGET='_blank' href=x>"],
  ['<area target=frame href=x>', '<area target=_blank href=x>'],
  ['<form target="_parent">', '<form target="_blank">'],
  ['<base target="_self">', '<base target="_blank">'],
  ['<a rel="opener" href=x>', '<a rel="noreferrer" href=x>'],
  ['<a rel="noopener" href=x>', '<a rel="noopener" href=x>'],
  ['<a target href=x>', '<a target href=x>'],
  ['<title><a target="_self"></title>', '<title><a target="_self"></title>'],
  ['<p target="_self">', '<p target="_self">'],
] as const)('%s opens a window of its own: %s', ([html, expected]) => {
  expect(pageOf(html)).toBe(expected)
})

test('tables in each other that no browser survives become blocks', () => {
  const deep = limits.viewTablesDeepMax
  const html = '<table>'.repeat(deep + 2) + '</table>'.repeat(deep) + '<table>'.repeat(2)

  expect(pageOf(html)).toBe(
    '<table>'.repeat(deep) + '<div>'.repeat(2) + '</table>'.repeat(deep) + '<table>'.repeat(2),
  )
})

test('any number of tables beside each other are tables', () => {
  const html = '<TABLE><tr><td>x</td></tr></TABLE >'.repeat(1_000)

  expect(pageOf(html)).toBe(html)
})

const megabyte = 1_000_000

test.for([
  ['tags that never end', '<a '.repeat(megabyte / 3)],
  ['quotes that never end', '<a b="'.repeat(megabyte / 6)],
  ['comments that never end', '<!--'.repeat(megabyte / 4)],
  ['styles that never end', '<style>'.repeat(megabyte / 7)],
  ['styles within titles', '<title><style>'.repeat(megabyte / 14)],
  ['end tags of styles', '</style></title></xmp>'.repeat(megabyte / 22)],
  ['end tags that are none', '<style>' + '</styl'.repeat(megabyte / 6)],
  ['spaces in a tag', `<a ${' '.repeat(megabyte)}`],
  ['attributes', `<a ${'target=x '.repeat(megabyte / 9)}>`],
  ['links', '<a target=_self>'.repeat(megabyte / 16)],
  ['less-than signs', '<'.repeat(megabyte)],
  ['remarks', '<?'.repeat(megabyte / 2)],
] as const)('a megabyte of %s takes one pass', ([, html]) => {
  // Quadratic, each of these takes minutes to hours: the test would run into its bound.
  expect(pageOf(html, 'dark').length).toBeGreaterThanOrEqual(html.length - 1)
})
