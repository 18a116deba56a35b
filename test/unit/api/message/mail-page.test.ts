import { expect, test } from 'vitest'
import { mailPagePolicy, toMailPage } from '../../../../server/api/message/mail-page.ts'

const partUrl = (contentId: string): string | undefined =>
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
  expect(toMailPage(html, { partUrl })).toBe(`<base target="_blank">${expected}`)
})

test.for([
  ['spaces behind an equals sign', `<p>=${' '.repeat(1_000_000)}`],
  ['heads that never end', '<head '.repeat(200_000)],
  ['doctypes that never end', '<!doctype '.repeat(200_000)],
  ['cid links', '="cid:'.repeat(200_000)],
  ['urls', `url(${' '.repeat(1_000_000)}cid:`],
] as const)('a megabyte of %s takes one pass', ([, html]) => {
  // Quadratic, each of these takes minutes to hours: the test would run into its bound.
  expect(toMailPage(html, { partUrl })).toContain(html.slice(-100))
})

test('the mail in the dark is the mail with its own dark styles', () => {
  const html = '<style>@media (prefers-color-scheme:dark){p{color:red}}</style>'

  expect(toMailPage(html, { partUrl, scheme: 'dark' })).toContain(
    '@media (min-width:0){p{color:red}}',
  )
  expect(toMailPage(html, { partUrl, scheme: 'light' })).toContain(
    '@media (min-width:9999999px){p{color:red}}',
  )
  expect(toMailPage(html, { partUrl })).toContain(html)
})

test('forced dark turns the colours of the light over, and pictures back again', () => {
  const html = '<html><head></head><style>@media (prefers-color-scheme:dark){p{color:red}}</style>'

  const page = toMailPage(html, { partUrl, scheme: 'forced-dark' })

  expect(page).toContain('@media (min-width:9999999px){p{color:red}}')
  expect(page).toMatch(/^<html><head><base target="_blank"><style>html:not.*invert\(1\)/)
})

test('forced dark does not spare the places of pictures that do not show', () => {
  const page = (pictures: 'all' | 'own' | 'none'): string =>
    toMailPage('<p>x', { partUrl, scheme: 'forced-dark', pictures })

  expect(page('all')).toContain('img,video')
  expect(page('own')).toContain(':is(img,video):is([src^="data:" i]')
  expect(page('none')).not.toContain('img')
})

test('without images the policy has no source of images or video left', () => {
  const policy = mailPagePolicy({ partSource: 'x', isRemoteAllowed: true, hasImages: false })

  expect(policy).toContain("img-src 'none'; style-src *")
  expect(policy).toContain("media-src 'none'")
})
