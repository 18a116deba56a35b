import { expect, test, vi } from 'vitest'
import { MailmittHttpError } from '../../../client/http.ts'
import type { Message } from '../../../server/contract/message.ts'
import type { Session } from '../../../server/contract/session.ts'
import { OpenSession } from '../../../ui/lib/state/open-session.svelte.ts'
import { aSession, withLines } from './a-session.ts'

interface Opened {
  open: OpenSession
  sessions: Map<string, Session>
  subjects: Map<string, string>
  said: string[]
  /** What the answers about messages wait for. */
  answers: { wait?: Promise<void> }
}

function notFound(): Promise<never> {
  return Promise.reject(new MailmittHttpError('Not here.', { status: 404, code: 'not-found' }))
}

function aServer(): Opened {
  const sessions = new Map<string, Session>()
  const subjects = new Map<string, string>()
  const said: string[] = []
  const answers: Opened['answers'] = {}
  const open = new OpenSession(
    {
      session: (id) => {
        const session = sessions.get(id)
        return session ? Promise.resolve(session) : notFound()
      },
      peek: async (id) => {
        const Subject = subjects.get(id)
        await answers.wait
        return Subject === undefined ? notFound() : ({ Subject } as Message)
      },
    },
    (sentence) => said.push(sentence),
  )
  return { open, sessions, subjects, said, answers }
}

test('shows the session and the messages it brought, also that some are gone', async () => {
  const { open, sessions, subjects } = aServer()
  sessions.set('a', withLines(aSession(1, { ID: 'a', Messages: ['m1', 'm2'] }), 'EHLO x'))
  subjects.set('m1', 'Here')

  await open.open('a')

  expect(open.session?.Lines).toHaveLength(1)
  expect(open.delivered).toEqual([
    { id: 'm1', status: 'there', subject: 'Here' },
    { id: 'm2', status: 'gone' },
  ])
})

test('of a thousand messages it asks for ten, and for ten more when told so', async () => {
  const { open, sessions, subjects } = aServer()
  const Messages = Array.from({ length: 1_000 }, (_, index) => `m${index}`)
  for (const id of Messages) subjects.set(id, id)
  sessions.set('a', withLines(aSession(1, { ID: 'a', Messages })))

  await open.open('a')
  expect(open.delivered).toHaveLength(10)
  await open.showMoreDelivered()

  expect(open.delivered.map(({ id }) => id)).toEqual(Messages.slice(0, 20))
  expect(open.delivered.every(({ status }) => status === 'there')).toBe(true)
})

test('is asked for again when the feed says that it has ended', async () => {
  const { open, sessions } = aServer()
  const summary = aSession(1, { ID: 'a', Outcome: 'open', Ended: null })
  sessions.set('a', withLines(summary, 'EHLO x'))
  await open.open('a')

  sessions.set('a', withLines(aSession(1, { ID: 'a' }), 'EHLO x', 'QUIT'))
  open.apply({ Seq: 1, Type: 'session', Data: aSession(1, { ID: 'a' }) })

  await vi.waitFor(() => expect(open.session?.Lines).toHaveLength(2))
})

test('messages that are deleted meanwhile are said to be gone', async () => {
  const { open, sessions, subjects } = aServer()
  sessions.set('a', withLines(aSession(1, { ID: 'a', Messages: ['m1', 'm2'] })))
  for (const id of ['m1', 'm2']) subjects.set(id, id)
  await open.open('a')

  open.apply({ Seq: 2, Type: 'delete', Data: { ID: 'm1', Inboxes: [] } })
  expect(open.delivered.map(({ status }) => status)).toEqual(['gone', 'there'])
  open.apply({ Seq: 3, Type: 'truncate', Data: null })

  expect(open.delivered.map(({ status }) => status)).toEqual(['gone', 'gone'])
})

test('a message that the feed said to be gone stays so when an older answer comes after it', async () => {
  const { open, sessions, subjects, answers } = aServer()
  sessions.set('a', withLines(aSession(1, { ID: 'a', Messages: ['m1'] })))
  subjects.set('m1', 'Kept')
  let release = (): void => undefined
  answers.wait = new Promise((resolve) => {
    release = resolve
  })
  const opened = open.open('a')
  await vi.waitFor(() => expect(open.delivered).toEqual([{ id: 'm1', status: 'asked' }]))

  open.apply({ Seq: 2, Type: 'truncate', Data: null })
  release()
  await opened

  expect(open.delivered).toEqual([{ id: 'm1', status: 'gone' }])
})

test('one that is not remembered is gone; an answer that comes late is not shown', async () => {
  const { open, sessions } = aServer()
  sessions.set('a', withLines(aSession(1, { ID: 'a' })))

  const first = open.open('a')
  const second = open.open('b')
  await Promise.all([first, second])

  expect(open.state).toEqual({ status: 'gone', id: 'b' })
})
