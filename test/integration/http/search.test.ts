import { describe, expect, test } from 'vitest'
import type { EventPage } from '../../../server/contract/events.ts'
import type { MessageList } from '../../../server/contract/message.ts'
import { ask } from '../../support/http.ts'
import { openFeed } from '../../support/open-feed.ts'
import { sendMail } from '../../support/send-mail.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

async function search(url: string, query: string, more = ''): Promise<readonly string[]> {
  const answer = await ask(`${url}api/v1/search?query=${encodeURIComponent(query)}${more}`)
  expect(answer.status, answer.text).toBe(200)
  return (answer.json() as MessageList).messages.map(({ Subject }) => Subject)
}

/** Two mails, and a server that has them. */
async function startWithMail(): Promise<{ readonly url: string; readonly smtpPort: number }> {
  const { smtpPort, url } = await startMailmitt()
  await sendMail(smtpPort, {
    from: 'The Shop <shop@example.com>',
    to: 'Bob <bob@example.com>, cem@example.com',
    subject: 'Your order (no. 5), confirmed',
    messageId: '<No.5@shop.example>',
    text: 'Plain words: 1,234.50 EUR.',
    html: '<p>Rich words, <a href="https://shop.example/track?id=5">follow</a> it.</p>',
    headers: { 'X-Campaign': 'Spring "Sale"', 'List-Unsubscribe': '<https://shop.example/out>' },
    attachments: [{ filename: 'Invoice (5).pdf', content: 'pdf' }],
    envelope: { from: 'bounce@example.com', to: ['bob@example.com', 'eve@example.com'] },
  })
  await sendMail(smtpPort, { subject: 'Hello', text: 'Nothing to see: STRASSE.' })
  return { url, smtpPort }
}

test('finds what a mail says, wherever it says so', async () => {
  const { url } = await startWithMail()
  const order = ['Your order (no. 5), confirmed']

  for (const query of [
    'order',
    'subject:="your order (no. 5), confirmed"',
    'subject:/\\(no\\. \\d\\)/',
    'Your order (no. 5), confirmed',
    'message-id:<No.5@shop.example>',
    'to:"Bob <bob@example.com>"',
    'from:=shop@example.com',
    'bcc:eve',
    'eve@example.com',
    'envelope-from:bounce',
    'envelope-to:eve',
    'text:1,234.50',
    'html:https://shop.example/track',
    '"rich words follow it"',
    'body:/\\d,\\d{3}\\.\\d\\d eur/',
    'filename:"invoice (5).pdf"',
    'header:list-unsubscribe',
    'header:x-campaign=spring',
    'header:x-campaign=/"sale"$/',
    'has:attachment has:html has:text has:link',
    '(order OR receipt) -hello',
    'newer:5m order',
    'after:today order',
    'larger:100 order',
  ]) {
    expect(await search(url, query), query).toEqual(order)
  }
  for (const query of [
    'spring',
    'text:rich',
    'html:plain',
    'older:5m',
    'before:today',
    'order hello',
  ]) {
    expect(await search(url, query), query).toEqual([])
  }
  expect(await search(url, 'text:Straße OR from:shop')).toEqual(['Hello', ...order])
})

describe('a query that is wrong', () => {
  test('is 400 with the place and what was meant', async () => {
    const { url } = await startMailmitt()

    const answer = await ask(`${url}api/v1/search?query=${encodeURIComponent('a subjct:x')}`)

    expect(answer.status).toBe(400)
    expect(answer.json()).toEqual({
      Error:
        '"subjct:x" at position 3 is not a term: did you mean "subject:"? Put it in quotes to look for the text itself.',
      Code: 'invalid-query',
      At: 2,
      Suggestion: 'subject:',
    })
  })

  test.for(['tag:', 'after:soon', '()', 'a "b', 'from:ann newer:x'])(
    'deletes nothing: %s',
    async (query) => {
      const { url } = await startWithMail()

      const answer = await ask(`${url}api/v1/search?query=${encodeURIComponent(query)}`, {
        method: 'DELETE',
      })

      expect(answer.status).toBe(400)
      expect(answer.json()).toMatchObject({
        Code: 'invalid-query',
        At: expect.any(Number) as number,
      })
      expect(await search(url, 'hello OR order')).toHaveLength(2)
    },
  )
})

/** What clocks in UTC show now; those in the east have shown it, those in the west will. */
const CLOCK = new Date().toISOString().slice(0, 19)
const EAST = 'Pacific/Kiritimati'
const WEST = 'Pacific/Pago_Pago'

describe('tz', () => {
  test('is the time zone of dates in a query, on every route that takes one', async () => {
    const { url } = await startWithMail()
    const asked = (tz: string) => `query=${encodeURIComponent(`after:${CLOCK} hello`)}&tz=${tz}`
    const statuses = async (path: string): Promise<readonly number[]> => [
      (await ask(`${url}${path}${asked(EAST)}`)).status,
      (await ask(`${url}${path}${asked(WEST)}`)).status,
    ]

    expect(await search(url, `after:${CLOCK} hello`, `&tz=${EAST}`)).toEqual(['Hello'])
    expect(await search(url, `after:${CLOCK} hello`, `&tz=${WEST}`)).toEqual([])
    for (const path of [
      'api/v1/message/latest?',
      'api/v1/message/latest/headers?',
      'api/v1/message/latest/raw?',
      'api/v1/message/latest/part/0?',
      'api/v1/wait?timeout=0&',
      'view/latest.txt?',
    ]) {
      expect(await statuses(path), path).toEqual([200, 404])
    }
    const { headers } = await ask(`${url}view/latest?${asked(WEST)}`)
    expect(headers.location).toBe('/')
  })

  test('holds for what marks and deletes', async () => {
    const { url } = await startWithMail()
    const Search = `after:${CLOCK}`
    const mark = (tz: string) =>
      ask(`${url}api/v1/messages?tz=${tz}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ Read: true, Search }),
      })
    const remove = (tz: string) =>
      ask(`${url}api/v1/search?query=${encodeURIComponent(Search)}&tz=${tz}`, { method: 'DELETE' })

    await mark(WEST)
    expect(await search(url, 'is:read')).toEqual([])
    await mark(EAST)
    expect(await search(url, 'is:read')).toHaveLength(2)
    await remove(WEST)
    expect(await search(url, 'is:read')).toHaveLength(2)
    await remove(EAST)
    expect(await search(url, 'is:read')).toEqual([])
  })

  test('holds for events', async () => {
    const { url, smtpPort } = await startMailmitt()
    const { Seq } = (await ask(`${url}api/v1/cursor`)).json() as { Seq: number }
    const asked = (tz: string) => `query=${encodeURIComponent(`after:${CLOCK}`)}&tz=${tz}`
    const [east, west] = [
      await openFeed(url, `?${asked(EAST)}`),
      await openFeed(url, `?${asked(WEST)}`),
    ]

    await sendMail(smtpPort, { subject: 'Now' })
    await ask(`${url}api/v1/messages`, { method: 'DELETE' })

    const types = (frames: readonly { readonly Type: string }[]) => frames.map(({ Type }) => Type)
    expect(types(await east.take(2))).toEqual(['new', 'truncate'])
    expect(types(await west.take(1))).toEqual(['truncate'])
    for (const tz of [EAST, WEST]) {
      const page = await ask(`${url}api/v1/events?since=${Seq}&${asked(tz)}`)
      expect(types((page.json() as EventPage).events).includes('new')).toBe(tz === EAST)
    }
  })

  test.for([
    'search?query=a&',
    'messages?',
    'wait?timeout=0&',
    'events?since=0&',
    'message/latest?',
  ])('that does not exist is 400: %s', async (path) => {
    const { url } = await startMailmitt()

    const answer = await ask(`${url}api/v1/${path}tz=Europe/Atlantis`)

    expect(answer.status).toBe(400)
    expect(answer.json()).toMatchObject({ Code: 'bad-request' })
  })
})

describe('before', () => {
  test.for(['messages?', 'search?query=words+OR+hello&'])('ends a list: %s', async (path) => {
    const { url } = await startWithMail()
    const [, order] = ((await ask(`${url}api/v1/messages`)).json() as MessageList).messages
    const listBefore = async (before: string, tz = ''): Promise<number> => {
      const answer = await ask(`${url}api/v1/${path}before=${encodeURIComponent(before)}&tz=${tz}`)
      expect(answer.status).toBe(200)
      return (answer.json() as MessageList).messages_count
    }

    expect(await listBefore(order?.Created ?? '')).toBe(0)
    expect(await listBefore('2020-01-01')).toBe(0)
    expect(await listBefore('2999-01-01')).toBe(2)
    expect(await listBefore(CLOCK, EAST)).toBe(0)
    expect(await listBefore(CLOCK, WEST)).toBe(2)
    // As Mailpit's paging: what cannot be read is not there.
    expect(await listBefore('soon')).toBe(2)
    expect(await listBefore('')).toBe(2)
  })
})
