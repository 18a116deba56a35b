import { describe, expect, test } from 'vitest'
import { findLinks } from '../../../../server/core/extract/find-links.ts'
import type { LinkSources } from '../../../../server/core/extract/find-links.ts'
import { hasLink } from '../../../../server/core/extract/has-link.ts'
import type { HtmlReference, Link } from '../../../../server/core/extract/link.ts'
import { limits } from '../../../../server/core/limits.ts'
import { finish } from '../../../support/finish.ts'

function linksOf(sources: Partial<LinkSources>): readonly Link[] {
  return finish(findLinks({ references: [], text: '', unsubscribeUrls: [], ...sources })).result
}

function anAnchor(value: string, text = 'Start'): HtmlReference {
  return { place: 'anchor', value, text }
}

const html = { source: 'html', text: 'Start' } as const

describe('an address of the HTML', () => {
  test.for([
    ['https://example.com/a', 'https://example.com/a', 'link'],
    [' https://example.com/a\n', 'https://example.com/a', 'link'],
    ['https://exam\nple.com/a', 'https://example.com/a', 'link'],
    ['//example.com/a', 'https://example.com/a', 'link'],
    ['MAILTO:ann@example.com', 'MAILTO:ann@example.com', 'mailto'],
    ['tel:+4930123', 'tel:+4930123', 'tel'],
    ['myapp://reset?token=1', 'myapp://reset?token=1', 'link'],
  ] as const)('%j is %j, a %s', ([value, url, kind]) => {
    expect(linksOf({ references: [anAnchor(value)] })).toEqual([{ ...html, url, kind }])
  })

  test.for([
    ...['/reset', 'reset.html', '#top', '', '?a=b', 'localhost:3000/x', 'http://', 'https:///a'],
    ...[
      'javascript:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,x',
      'cid:logo',
      'about:blank',
    ],
    ...['{{ action_url }}', `https://example.com/${'a'.repeat(limits.linkUrlLengthMax)}`],
  ])('%j is no link', (value) => {
    expect(linksOf({ references: [anAnchor(value)] })).toEqual([])
    expect(hasLink([anAnchor(value)], '')).toBe(false)
  })

  test.for([
    ['image', 'https://example.com/a.png', ['https://example.com/a.png']],
    ['image', 'cid:logo', []],
    [
      'image-set',
      'https://example.com/a.png 1x, https://example.com/b,c.png 2x,https://example.com/d.png',
      ['https://example.com/a.png', 'https://example.com/b,c.png', 'https://example.com/d.png'],
    ],
    ['css', 'background:url( "https://example.com/a.png" )', ['https://example.com/a.png']],
    ['css', '/* url(https://example.com/a.png) */ a{}', []],
    ['css', '@font-face{src:url(https://example.com/a.woff2)}', []],
  ] as const)('%s %j loads the images %j', ([place, value, urls]) => {
    const links = linksOf({ references: [{ place, value, text: '' }] })

    expect(links).toEqual(urls.map((url) => ({ url, text: '', source: 'html', kind: 'image' })))
  })

  test.for([
    ['stylesheet', 'https://example.com/a.css'],
    ['css', '@import url(https://example.com/a.css);'],
    ['css', "@import 'https://example.com/a.css';"],
  ] as const)('%s %j loads a stylesheet', ([place, value]) => {
    expect(linksOf({ references: [{ place, value, text: '' }] })).toEqual([
      { url: 'https://example.com/a.css', text: '', source: 'html', kind: 'stylesheet' },
    ])
  })
})

describe('a link that ends a subscription is found', () => {
  test.for([
    ['Unsubscribe'],
    ['Opt-out'],
    ['Abmelden'],
    ['Se désabonner'],
    ['Darse de baja'],
    ['Cancelar inscrição'],
    ['Annulla l’iscrizione'],
    ['Uitschrijven'],
    ['Wypisz się'],
    ['Abonelikten çık'],
    ['Отписаться'],
    ['配信停止はこちら'],
    ['退订'],
    ['取消訂閱'],
    ['수신거부'],
    ['إلغاء الاشتراك'],
    ['Avprenumerera'],
  ])('by its words: %s', ([text = '']) => {
    const [link] = linksOf({ references: [anAnchor('https://example.com/x', text)] })

    expect(link?.kind).toBe('unsubscribe')
  })

  test('by its address, and by List-Unsubscribe', () => {
    const references = [
      anAnchor('https://example.com/unsubscribe?u=1', 'here'),
      anAnchor('https://example.com/u/1', 'here'),
      anAnchor('mailto:off@example.com?subject=unsubscribe', 'here'),
    ]
    const unsubscribeUrls = ['https://example.com/u/1']

    const kinds = linksOf({ references, unsubscribeUrls }).map(({ kind }) => kind)

    expect(kinds).toEqual(['unsubscribe', 'unsubscribe', 'unsubscribe'])
  })

  test('by the words before it in a text', () => {
    const text =
      'Shop: https://example.com/s\nTo unsubscribe: https://example.com/u\nAbmelden:\nhttps://example.com/v'

    expect(linksOf({ text }).map(({ kind }) => kind)).toEqual([
      'link',
      'unsubscribe',
      'unsubscribe',
    ])
  })

  test('and a picture never does', () => {
    const value = 'https://example.com/unsubscribe.png'

    const [link] = linksOf({ references: [{ place: 'image', value, text: 'Unsubscribe' }] })

    expect(link?.kind).toBe('image')
  })
})

test('HTML comes before text, in order, and what has the same address and words once', () => {
  const references = [
    anAnchor('https://example.com/b', 'B'),
    anAnchor('https://example.com/a', 'A'),
    anAnchor('https://example.com/b', 'B'),
    anAnchor('https://example.com/b', 'Bee'),
  ]
  const text = 'https://example.com/t https://example.com/t'

  expect(linksOf({ references, text }).map(({ url, text: words }) => [url.at(-1), words])).toEqual([
    ['b', 'B'],
    ['a', 'A'],
    ['b', 'Bee'],
    ['t', 'https://example.com/t'],
  ])
})

test('there are no more links than the limit says', () => {
  const references = Array.from({ length: limits.linksMax + 10 }, (_, index) =>
    anAnchor(`https://example.com/${index}`),
  )

  expect(linksOf({ references })).toHaveLength(limits.linksMax)
})

test.for([
  ['image-set', 'https://example.com/a.png, '],
  ['css', 'url(https://example.com/a.png)'],
] as const)('of an endless %s no more is looked at than there may be links', (known) => {
  const [place, one] = known
  const value = Array.from({ length: 50_000 }, (_, at) => one.replace('a.png', `${at}.png`)).join(
    '',
  )
  const work = findLinks({
    references: [{ place, value, text: '' }],
    text: '',
    unsubscribeUrls: [],
  })

  let steps = 0
  let step = work.next()
  for (; step.done !== true; step = work.next()) steps += 1

  expect(step.value).toHaveLength(limits.linksMax)
  expect(steps).toBeGreaterThan(5)
  expect(steps).toBeLessThan(limits.linksMax / 100)
})

test('only what one can follow counts as a link', () => {
  expect(hasLink([{ place: 'image', value: 'https://example.com/a.png', text: '' }], '')).toBe(
    false,
  )
  expect(hasLink([anAnchor('tel:+4930123')], '')).toBe(true)
  expect(hasLink([], 'see https://example.com/a')).toBe(true)
  expect(hasLink([], 'write to ann@example.com')).toBe(false)
})
