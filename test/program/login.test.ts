import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { ask } from '../support/http.ts'
import { openFeed } from '../support/open-feed.ts'
import { startMailmittIn } from '../support/start-mailmitt.ts'

const headers = { authorization: `Basic ${Buffer.from('ann:secret').toString('base64')}` }
const env = { MAILMITT_UI_AUTH: 'ann:secret' }

test('the pages and files of the UI ask for a password', async () => {
  const { url } = await startMailmittIn(env)

  for (const at of ['', 'favicon.svg', 'theme.js', 'search', 'view/x']) {
    expect((await ask(url + at)).status).toBe(401)
    expect((await ask(url + at, { headers })).status).toBe(200)
  }
})

test('a page gives a ticket for its websocket, good for nothing else', async () => {
  const { url } = await startMailmittIn(env, '--webroot', 'mail')
  const page = await ask(url, { headers })
  const [given = ''] = page.headers['set-cookie'] ?? []
  const cookie = given.replace(/;.*/, '')

  expect(given).toMatch(
    /^mailmitt-feed-\d+=[\w-]{43}; Path=\/mail\/api\/events; HttpOnly; SameSite=Strict$/,
  )
  const feed = await openFeed(url, '', { headers: { cookie: `a=b; ${cookie}; c=d` } })
  expect(feed.socket.readyState).toBe(WebSocket.OPEN)
  await expect(openFeed(url, '', { headers: { cookie: `${cookie}x` } })).rejects.toThrow('401')
  expect((await ask(`${url}api/v1/messages`, { headers: { cookie } })).status).toBe(401)
  expect((await ask(url, { headers: { cookie } })).status).toBe(401)
})

test('a ticket does not help a page from elsewhere', async () => {
  const { url } = await startMailmittIn(env)
  const page = await ask(url, { headers })
  const cookie = String(page.headers['set-cookie']).replace(/;.*/, '')

  const foreign = { cookie, origin: 'https://evil.example' }

  await expect(openFeed(url, '', { headers: foreign })).rejects.toThrow('403')
})

test('without a password there is no ticket', async () => {
  const { url } = await startMailmittIn({})

  expect((await ask(url)).headers['set-cookie']).toBeUndefined()
})

test('a label and a hidden button are told to the page, whatever is in the label', async () => {
  const { url } = await startMailmittIn(
    {},
    ...['--label', '"><script>$& & co', '--hide-delete-all-button'],
  )

  const { text } = await ask(url)

  expect(text).toContain(
    '<html lang="en" data-label="&#34;&#62;&#60;script&#62;$&#38; &#38; co" data-hides-delete-all>',
  )
})
