import { expect, test } from 'vitest'
import { envelopeDisagreements, recipientsOf } from '../../../ui/lib/format/addresses.ts'
import { addressOf, appSettings } from '../../../ui/lib/format/app-settings.ts'
import { linkify } from '../../../ui/lib/format/linkify.ts'
import { countOf, formatBytes } from '../../../ui/lib/format/numbers.ts'
import { countRemoteReferences } from '../../../ui/lib/format/remote-references.ts'
import { relativeTime } from '../../../ui/lib/format/time.ts'
import { aSummary } from './a-message.ts'

test.for([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 kB'],
  [15_400, '15 kB'],
  [999_499, '999 kB'],
  [999_999, '1.0 MB'],
  [12_000_000_000, '12 GB'],
] as const)('%i bytes are %s', ([bytes, text]) => {
  expect(formatBytes(bytes)).toBe(text)
})

test('counts in words', () => {
  expect(countOf(1, 'message')).toBe('1 message')
  expect(countOf(1_204, 'message')).toBe('1,204 messages')
})

test.for([
  [0, 'now'],
  [59, 'now'],
  [60, '1m'],
  [3_599, '59m'],
  [7_200, '2h'],
  [-30, 'now'],
] as const)('%i seconds ago is %s', ([seconds, text]) => {
  const now = new Date('2026-11-22T12:00:00Z')
  expect(relativeTime(new Date(now.getTime() - seconds * 1000), now)).toBe(text)
})

test.for([
  ['https://a.example/x?y=1', 'https://a.example/x?y=1'],
  ['See https://a.example/x.', 'https://a.example/x'],
  ['(https://a.example/x)', 'https://a.example/x'],
  ['https://a.example/x_(y)', 'https://a.example/x_(y)'],
  ['<https://a.example/>', 'https://a.example/'],
  ['write to ann@example.com!', 'mailto:ann@example.com'],
] as const)('in "%s" the link is %s', ([text, href]) => {
  const links = linkify(text).filter((segment) => segment.kind === 'link')
  expect(links.map((link) => link.href)).toEqual([href])
})

test.for(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd'])(
  '%s is no link',
  (text) => {
    expect(linkify(text)).toEqual([{ kind: 'text', text }])
  },
)

test('linkify loses nothing of the text', () => {
  const text = 'a https://x.example, b\nc@d.example. https://y.example'
  expect(
    linkify(text)
      .map((segment) => segment.text)
      .join(''),
  ).toBe(text)
})

test('a megabyte without a link takes one pass', () => {
  // Quadratic, it would run into the bound of the test.
  expect(linkify('a'.repeat(1_000_000))).toHaveLength(1)
})

test.for([
  ['<p>Hello</p><a href="https://x.example">x</a>', 0],
  ['<img src="cid:1"><img src="data:image/png;base64,x">', 0],
  ['<img src="https://x.example/1.png">', 1],
  ['<img src="//x.example/1.png">', 1],
  ['<img srcset="a.png 1x, https://x.example/2.png 2x">', 1],
  ['<table background="http://x.example/b.png"><tr><td>x</td></tr></table>', 1],
  ['<p style="background:url(https://x.example/b.png)">x</p>', 1],
  ['<style>@import "https://x.example/a.css"; p{background:url("//x.example/b")}</style>', 2],
  ['<p class="a"style = "background:url(//x.example/b.png)">x</p>', 1],
  ['<!--[if mso]><style>p{background:url(//x.example/b)}</style><![endif]-->', 0],
  [
    '<style type="text/css"><!-- p{background:url(//x.example/b)} --></STYLE ><img src=//x.example>',
    2,
  ],
  ['<p>style="background:url(//x.example/b.png)"</p>', 0],
  ['<link rel="stylesheet" href="https://x.example/a.css">', 1],
  ['<svg><image href="https://x.example/a.png"/></svg>', 1],
] as const)('%s refers to %i things elsewhere', ([html, count]) => {
  expect(countRemoteReferences(html)).toBe(count)
})

test.for([
  ['addresses', 'url( '],
  ['spaces', `url(${' '.repeat(500_000)}`],
  ['imports', `@import${' '.repeat(500_000)}"`],
] as const)('a megabyte of CSS with %s is counted in one pass', ([, css]) => {
  // Quadratic, it would run into the bound of the test.
  const style = css.repeat(Math.floor(1_000_000 / css.length))

  expect(countRemoteReferences(`<style>${style}</style><img src="//x.example">`)).toBe(1)
})

test('counting runs nothing', () => {
  countRemoteReferences('<script>globalThis.ran = true</script><img src=x onerror="ran = true">')
  expect('ran' in globalThis).toBe(false)
})

test('recipients are those of the headers, else those of the envelope', () => {
  expect(recipientsOf(aSummary())).toEqual(['ann@example.com'])
  expect(recipientsOf(aSummary({ To: [], EnvelopeTo: ['bob@example.com'] }))).toEqual([
    'bob@example.com',
  ])
})

test('says where envelope and headers disagree', () => {
  const message = {
    ...aSummary(),
    Session: {},
    Envelope: { From: 'bounce@lists.example', To: ['ANN@example.com', 'hidden@example.com'] },
  }

  expect(envelopeDisagreements(message).map(({ detail }) => detail)).toEqual([
    'hidden@example.com',
    'MAIL FROM was bounce@lists.example',
  ])
})

test('agreement needs no word, nor does imported mail', () => {
  const Envelope = { From: 'app@example.com', To: ['ann@example.com'] }
  expect(envelopeDisagreements({ ...aSummary(), Session: {}, Envelope })).toEqual([])
  expect(
    envelopeDisagreements({ ...aSummary(), Session: null, Envelope: { From: '', To: [] } }),
  ).toEqual([])
})

test('every setting names the host and the port', () => {
  for (const { name, code } of appSettings({ host: 'mail.test', port: 2525, needsLogin: false })) {
    expect(code, name).toContain('mail.test')
    expect(code, name).toContain('2525')
  }
  expect(addressOf('::1', 25)).toBe('[::1]:25')
})
