import { expect, test } from 'vitest'
import { mainLinks } from '../../../ui/lib/format/main-links.ts'

function link(URL: string, Text = '', Kind = 'link') {
  return { URL, Text, Kind, Source: 'html' }
}

function labels(links: readonly ReturnType<typeof link>[]): string[] {
  return mainLinks(links).main.map(({ label }) => label)
}

test('images, style sheets and addresses of people are no main links', () => {
  const { main } = mainLinks([
    link('https://a.test/logo.png', 'Logo', 'image'),
    link('https://a.test/mail.css', '', 'stylesheet'),
    link('mailto:help@a.test', 'Help', 'mailto'),
    link('tel:123', 'Call', 'tel'),
    link('https://a.test/orders/1', 'Your order'),
  ])

  expect(main.map(({ url }) => url)).toEqual(['https://a.test/orders/1'])
})

test('what ends a subscription stands by itself', () => {
  const { main, unsubscribe } = mainLinks([
    link('https://a.test/u/1', 'Unsubscribe', 'unsubscribe'),
    link('https://a.test/orders/1', 'Your order'),
  ])

  expect(main.map(({ label }) => label)).toEqual(['Your order'])
  expect(unsubscribe.map(({ label }) => label)).toEqual(['Unsubscribe'])
})

test.for([
  ['the logo', 'https://a.test/', ''],
  ['the page of help', 'https://a.test/help', 'Help centre'],
  ['the mail in a browser', 'https://a.test/v/1', 'View in browser'],
  ['a network', 'https://www.facebook.com/shop', 'Facebook'],
] as const)('%s comes after the button, wherever it stands', ([, url, text]) => {
  expect(labels([link(url, text), link('https://a.test/confirm', 'Confirm')])[0]).toBe('Confirm')
})

test('a button whose address is written out below it comes first', () => {
  const url = 'https://a.test/orders/1'

  expect(
    labels([link('https://a.test/shop', 'Shop'), link(url, 'Bestellung'), link(url, url)]),
  ).toEqual(['Bestellung', 'Shop'])
})

test('links of equal worth stay in the order of the mail', () => {
  expect(labels([link('https://a.test/b', 'B'), link('https://a.test/a', 'A')])).toEqual(['B', 'A'])
})

test('an address without words is shown without its scheme', () => {
  expect(mainLinks([link('https://www.a.test/reset?x=1')]).main).toEqual([
    { url: 'https://www.a.test/reset?x=1', label: 'a.test/reset?x=1', host: '', opens: true },
  ])
})

test("an app's own scheme is no address that a browser opens", () => {
  expect(mainLinks([link('shop://order/1', 'Open the app')]).main).toEqual([
    { url: 'shop://order/1', label: 'Open the app', host: 'order', opens: false },
  ])
})
