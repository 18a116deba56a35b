import { expect, test, vi } from 'vitest'
import { MailmittHttpError } from '../../../client/http.ts'
import type { SessionSummary } from '../../../server/contract/session.ts'
import { Sessions } from '../../../ui/lib/state/sessions.svelte.ts'
import { hasFailed, withSession } from '../../../ui/lib/state/session-rows.ts'
import { aSession, withLines } from './a-session.ts'

interface Server {
  all: SessionSummary[]
  isAway: boolean
  readonly asked: unknown[]
}

function open(all: SessionSummary[]): { sessions: Sessions; server: Server } {
  const server: Server = { all, isAway: false, asked: [] }
  const sessions = new Sessions({
    sessions(options = {}) {
      server.asked.push(options)
      if (server.isAway) {
        return Promise.reject(
          new MailmittHttpError('Nobody answers.', { status: 0, code: 'unreachable' }),
        )
      }
      const found = server.all.filter((one) => options.failed !== true || hasFailed(one))
      return Promise.resolve(found.map((one) => withLines(one)))
    },
  })
  return { sessions, server }
}

function end(sessions: Sessions, session: SessionSummary): void {
  sessions.apply({ Seq: 1, Type: 'session', Data: session })
}

function ids(rows: readonly SessionSummary[]): string[] {
  return rows.map(({ ID }) => ID)
}

const refused = { Outcome: 'refused', Error: 'RCPT was answered 550.' } as const

test('counts those that failed without asking for the others, nor for transcripts', async () => {
  const { sessions, server } = open([aSession(3), aSession(2, refused), aSession(1)])

  await sessions.count()

  expect(sessions.failed).toHaveLength(1)
  expect(server.asked).toEqual([{ failed: true, lines: false, limit: 0 }])
})

test('asks for all of them once they are shown, and once only', async () => {
  const { sessions, server } = open([aSession(2), aSession(1, refused)])
  await sessions.count()

  await sessions.show()
  await sessions.show()
  await sessions.count()

  expect(ids(sessions.rows)).toEqual(['session-2', 'session-1'])
  expect(server.asked).toHaveLength(2)
})

test('a session that ends has the place of its beginning, and its failure counts', async () => {
  const { sessions } = open([aSession(3), aSession(1)])
  await sessions.show()

  end(sessions, aSession(2, refused))
  end(sessions, aSession(4))

  await vi.waitFor(() =>
    expect(ids(sessions.rows)).toEqual(['session-4', 'session-3', 'session-2', 'session-1']),
  )
  expect(ids(sessions.failed)).toEqual(['session-2'])
})

test('the end of one that was open takes its place', async () => {
  const { sessions } = open([aSession(1, { Outcome: 'open', Ended: null })])
  await sessions.show()

  end(sessions, aSession(1, { Outcome: 'aborted', Error: 'It was lost.' }))

  await vi.waitFor(() => expect(sessions.rows).toMatchObject([{ Outcome: 'aborted' }]))
})

test('what ends while the server is asked is not lost to its answer', async () => {
  const { sessions } = open([aSession(1)])

  const shown = sessions.show()
  end(sessions, aSession(2))
  await shown

  await vi.waitFor(() => expect(ids(sessions.rows)).toEqual(['session-2', 'session-1']))
})

test('holds the place of somebody who reads further down', async () => {
  const { sessions } = open([aSession(1)])
  await sessions.show()
  sessions.look(false)

  end(sessions, aSession(2))

  await vi.waitFor(() => expect(sessions.isAnchored).toBe(true))
})

test('starts over when the feed has lost the thread, as far as anything was asked for', async () => {
  const { sessions, server } = open([aSession(1, refused)])
  await sessions.count()
  server.all = []

  sessions.apply({ Type: 'reset', Data: { Seq: 9 } })
  await vi.waitFor(() => expect(sessions.failed).toEqual([]))
  expect(server.asked.at(-1)).toMatchObject({ failed: true })

  await sessions.show()
  server.all = [aSession(5)]
  sessions.apply({ Type: 'reset', Data: { Seq: 10 } })
  await vi.waitFor(() => expect(ids(sessions.rows)).toEqual(['session-5']))
})

test('says why the list is not there, and gets it when it is asked again', async () => {
  const { sessions, server } = open([aSession(1)])
  server.isAway = true
  await sessions.show()
  expect(sessions.load).toEqual({ status: 'failed', reason: 'Nobody answers.' })

  server.isAway = false
  await sessions.show()

  expect(sessions.load).toEqual({ status: 'ready' })
})

test('knows no more of them than the server remembers', () => {
  const many = Array.from({ length: 1_000 }, (_, index) => aSession(1_000 - index))

  const rows = withSession(many, aSession(1_001))

  expect(rows).toHaveLength(1_000)
  expect(ids(rows).slice(0, 2)).toEqual(['session-1001', 'session-1000'])
})
