import { expect, test } from 'vitest'
import { MailmittHttpError } from '../../../client/http.ts'
import type { Message } from '../../../server/contract/message.ts'
import type { Session } from '../../../server/contract/session.ts'
import { OpenMessage } from '../../../ui/lib/state/open-message.svelte.ts'
import type { OpenMessageClient } from '../../../ui/lib/state/open-message.svelte.ts'
import { aSummary } from './a-message.ts'

// Only what is asked of it here; the rest of a message is long.
function aMessage(id: string): Message {
  return {
    ...aSummary({ ID: id }),
    HTML: '',
    Text: 'A text.',
    Attachments: [],
    Session: { ID: `session-of-${id}` },
  } as unknown as Message
}

const ignore = (): undefined => undefined
// No test here makes the server refuse.
const say = (sentence: string): never => expect.fail(sentence)

function aSession(ID: string, Outcome: Session['Outcome']): Session {
  return {
    ID,
    Outcome,
    Started: '2026-11-22T12:00:00.000Z',
    Ended: null,
    RemoteAddress: '127.0.0.1',
    ClientName: 'app',
    User: '',
    TLS: null,
    Error: '',
    Messages: [],
    Inboxes: [],
    Lines: [],
  }
}

function aClient(ids: readonly string[]): OpenMessageClient {
  return {
    message(id) {
      if (ids.includes(id)) return Promise.resolve(aMessage(id))
      const gone = new MailmittHttpError('No message.', { status: 404, code: 'not-found' })
      return Promise.reject(gone)
    },
    rawStart: () =>
      Promise.resolve({ bytes: new TextEncoder().encode('Subject: Grüße'), complete: false }),
    session: (id) => Promise.resolve(aSession(id, 'open')),
    tags: () => Promise.resolve([]),
    setTags: () => Promise.resolve(),
  }
}

test('opens a message and says that it is read now', async () => {
  const read: string[] = []
  const open = new OpenMessage(aClient(['a']), {
    onread: (id) => read.push(id),
    say,
  })

  await open.open('a')

  expect(open.message?.ID).toBe('a')
  expect(read).toEqual(['a'])
})

test('shows the message before until the next one is there', async () => {
  const open = new OpenMessage(aClient(['a', 'b']), { onread: ignore, say })
  await open.open('a')

  const opening = open.open('b')
  expect(open.message?.ID).toBe('a')
  await opening
  expect(open.message?.ID).toBe('b')
})

test('the last one asked for is the one that shows', async () => {
  const open = new OpenMessage(aClient(['a', 'b']), { onread: ignore, say })

  await Promise.all([open.open('a'), open.open('b')])

  expect(open.message?.ID).toBe('b')
})

test('says when a message is gone', async () => {
  const open = new OpenMessage(aClient([]), { onread: ignore, say })

  await open.open('a')

  expect(open.state).toEqual({ status: 'gone', id: 'a' })
})

test('notices that somebody else deletes it, or marks it unread', async () => {
  const open = new OpenMessage(aClient(['a']), { onread: ignore, say })
  await open.open('a')

  open.apply({ Seq: 1, Type: 'update', Data: { ID: 'a', Inboxes: [], Read: false } })
  expect(open.isRead).toBe(false)
  open.apply({ Seq: 2, Type: 'delete', Data: { ID: 'a', Inboxes: [] } })
  expect(open.isDeleted).toBe(true)
})

test('reads the beginning of the raw message as text', async () => {
  const open = new OpenMessage(aClient(['a']), { onread: ignore, say })
  await open.open('a')

  await open.loadRaw()

  expect(open.raw).toEqual({
    status: 'ready',
    value: { text: 'Subject: Grüße', isComplete: false },
  })
})

test('reads the session that brought the message, and once more when it has ended', async () => {
  const answers: Session['Outcome'][] = ['delivered', 'open']
  const client = aClient(['a'])
  const open = new OpenMessage(
    { ...client, session: (id) => Promise.resolve(aSession(id, answers.pop() ?? 'empty')) },
    { onread: ignore, say },
  )
  await open.open('a')

  await open.loadSession()
  expect(open.session).toMatchObject({ value: { ID: 'session-of-a', Outcome: 'open' } })

  open.apply({ Seq: 1, Type: 'session', Data: aSession('session-of-a', 'delivered') })
  await expect.poll(() => open.session).toMatchObject({ value: { Outcome: 'delivered' } })
})

test('tags that somebody else changes are those of the open message', async () => {
  const open = new OpenMessage(aClient(['a']), { onread: ignore, say })
  await open.open('a')

  open.apply({ Seq: 1, Type: 'update', Data: { ID: 'a', Inboxes: [], Tags: ['Later'] } })
  open.apply({ Seq: 2, Type: 'update', Data: { ID: 'b', Inboxes: [], Tags: ['Other'] } })

  expect(open.tags?.shown).toEqual(['Later'])
})
