import { expect, test } from 'vitest'
import { toMailPage } from '../../../../server/api/message/mail-page.ts'

const url = (contentId: string): string | undefined =>
  contentId === 'logo@x' ? '/part/2' : undefined

test.for([
  ['<img src="cid:logo@x">', '<img src="/part/2">'],
  ["<img src = 'CID:logo%40x'>", "<img src = '/part/2'>"],
  ['<td background=cid:logo@x>', '<td background=/part/2>'],
  ['<td style="background: url( cid:logo@x )">', '<td style="background: url( /part/2 )">'],
  ['<p>cid:logo@x</p>', '<p>cid:logo@x</p>'],
  ['<img src="cid:other@x">', '<img src="cid:other@x">'],
  ['<img src="cid:%zz">', '<img src="cid:%zz">'],
] as const)('%s becomes %s', ([html, expected]) => {
  expect(toMailPage(html, url)).toBe(`<base target="_blank">${expected}`)
})

test.for([
  ['spaces behind an equals sign', `<p>=${' '.repeat(1_000_000)}`],
  ['heads that never end', '<head '.repeat(200_000)],
  ['doctypes that never end', '<!doctype '.repeat(200_000)],
  ['cid links', '="cid:'.repeat(200_000)],
  ['urls', `url(${' '.repeat(1_000_000)}cid:`],
] as const)('a megabyte of %s takes one pass', ([, html]) => {
  // Quadratic, each of these takes minutes to hours: the test would run into its bound.
  expect(toMailPage(html, url)).toContain(html.slice(-100))
})
