import { expect, test } from 'vitest'
import type { Message, MessageList } from '../../../server/contract/message.ts'
import { ask } from '../../support/http.ts'
import { sendMail } from '../../support/send-mail.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

async function latest(url: string): Promise<Message> {
  return (await ask(`${url}api/v1/message/latest?peek=true`)).json() as Message
}

async function search(url: string, query: string): Promise<string[]> {
  const answer = await ask(`${url}api/v1/search?query=${encodeURIComponent(query)}`)
  return (answer.json() as MessageList).messages.map(({ Subject }) => Subject)
}

test('a message tells its codes and its links', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, {
    subject: 'Sign in to Acme',
    text: 'Your login code: 482913\nOr open https://acme.example/in?t=1&u=2 within ten minutes.',
    html: `<p>Your login code:</p><table><tr>${Array.from('482913', (digit) => `<td>${digit}</td>`).join('')}</tr></table>
      <a href="https://acme.example/in?t=1&amp;u=2"><img src="https://acme.example/b.png" alt="Sign in"></a>
      <a href="https://acme.example/u/7">Unsubscribe</a>
      <a href="mailto:help@acme.example">Help</a> <a href="tel:+4930123">Call</a> <a href="/x">x</a>`,
  })

  const { Codes, Links } = await latest(url)

  expect(Codes).toEqual([{ Value: '482913', Context: 'Your login code: 4 8 2 9 1 3' }])
  expect(Links).toEqual([
    { URL: 'https://acme.example/in?t=1&u=2', Text: 'Sign in', Source: 'html', Kind: 'link' },
    { URL: 'https://acme.example/b.png', Text: 'Sign in', Source: 'html', Kind: 'image' },
    {
      URL: 'https://acme.example/u/7',
      Text: 'Unsubscribe',
      Source: 'html',
      Kind: 'unsubscribe',
    },
    { URL: 'mailto:help@acme.example', Text: 'Help', Source: 'html', Kind: 'mailto' },
    { URL: 'tel:+4930123', Text: 'Call', Source: 'html', Kind: 'tel' },
    {
      URL: 'https://acme.example/in?t=1&u=2',
      Text: 'https://acme.example/in?t=1&u=2',
      Source: 'text',
      Kind: 'link',
    },
  ])
})

test('a message without any has empty lists', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, { text: 'Your order 482913 is on its way.' })

  expect(await latest(url)).toMatchObject({ Codes: [], Links: [] })
})

test('a text that is made from the HTML gives no links of its own', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, { text: '', html: '<a href="https://acme.example/">Acme</a>' })

  const { HasText, Links } = await latest(url)

  expect(Links.filter(({ Source }) => Source === 'text')).toEqual([])
  expect(HasText ? Links.length : 1).toBe(1)
})

test('an OTP-Token header is the first code', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, {
    text: 'Your login code is 482913',
    headers: { 'OTP-Token': '"771122"; origin="https://acme.example"' },
  })

  expect((await latest(url)).Codes.map(({ Value }) => Value)).toEqual(['771122', '482913'])
})

test('List-Unsubscribe says which link ends the subscription', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, {
    html: '<a href="https://acme.example/7">Bye</a><a href="https://acme.example/8">Hello</a>',
    headers: { 'List-Unsubscribe': '<https://acme.example/7>' },
  })

  const { Links } = await latest(url)

  expect(Links.map(({ Kind }) => Kind)).toEqual(['unsubscribe', 'link'])
})

test('has:code and has:link find what has them', async () => {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, { subject: 'code', text: 'Your login code is 482913' })
  await sendMail(smtpPort, { subject: 'link', text: 'See https://acme.example/' })
  await sendMail(smtpPort, { subject: 'none', html: '<img src="https://acme.example/a.png">' })

  expect(await search(url, 'has:code')).toEqual(['code'])
  expect(await search(url, 'has:link')).toEqual(['link'])
  expect(await search(url, '-has:code -has:link')).toEqual(['none'])
})
