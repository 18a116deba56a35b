import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createClient } from '../../../client/http.ts'
import type { MessageList } from '../../../server/contract/message.ts'
import { ask } from '../../support/http.ts'
import { openFeed } from '../../support/open-feed.ts'
import { sendMail } from '../../support/send-mail.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

test.for([
  ['/', '/'],
  ['mail', '/mail/'],
  ['/mail/', '/mail/'],
  ['a/b', '/a/b/'],
  ['/a/b/', '/a/b/'],
] as const)('under --webroot %s all is at %s and nothing beside it', async ([flag, webroot]) => {
  const { url, smtpPort } = await startMailmitt('--webroot', flag)
  await sendMail(smtpPort, { html: '<p>Hello</p>' })
  const { origin, pathname } = new URL(url)
  const { messages } = (await ask(`${url}api/v1/messages`)).json() as MessageList
  const id = messages[0]?.ID ?? ''

  expect(pathname).toBe(webroot)
  for (const at of [
    'api/v1/info',
    'api/v1/webui',
    'api/v1/openapi.json',
    `api/v1/message/${id}`,
    `api/v1/message/${id}/raw`,
    `view/${id}.html`,
    `view/${id}.txt`,
    'livez',
    'readyz',
  ]) {
    expect((await ask(url + at)).status, at).toBe(200)
    if (webroot !== '/') expect((await ask(`${origin}/${at}`)).status, at).toBe(404)
    expect((await ask(`${origin}/other/${at}`)).status, at).toBe(404)
  }
  expect((await ask(`${url}view/latest`)).headers.location).toBe(`${webroot}view/${id}`)
  const { paths } = (await ask(`${url}api/v1/openapi.json`)).json() as { paths: object }
  expect(Object.keys(paths).filter((path) => !path.startsWith(`${webroot}api/v1/`))).toEqual([])
  expect((await openFeed(url)).socket.readyState).toBe(WebSocket.OPEN)
  expect((await createClient(url).messages()).total).toBe(1)
  // Both guards know where the API begins.
  const page = { headers: { 'sec-fetch-dest': 'image' } }
  expect((await ask(`${url}api/v1/messages`, page)).status).toBe(403)
  expect((await ask(`${url}api/v1/nothing`)).text).toContain(`${webroot}api/v1/openapi.json`)
  await ask(`${url}api/v1/messages`, { method: 'DELETE' })
  expect((await ask(`${url}view/latest`)).headers.location).toBe(webroot)
})

test.for([
  ['mail', '/mail', '/mail/'],
  ['mail', '/mail?query=a%20b', '/mail/?query=a%20b'],
  ['mail', '/%6Dail?//evil.example', '/mail/?//evil.example'],
  ['a/b', '/a/b', '/a/b/'],
] as const)('under --webroot %s, %s leads to %s', async ([flag, at, target]) => {
  const { url } = await startMailmitt('--webroot', flag)

  for (const method of ['GET', 'HEAD']) {
    const answer = await ask(new URL(url).origin + at, { method })
    expect([answer.status, answer.headers.location]).toEqual([302, target])
  }
})

test.for(['/a', '/mailbox', '/mai', '/b'])('%s is not beside --webroot a/b', async (at) => {
  const { url } = await startMailmitt('--webroot', 'a/b')

  expect((await ask(new URL(url).origin + at)).status).toBe(404)
})
