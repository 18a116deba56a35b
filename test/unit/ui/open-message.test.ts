import { expect, test } from 'vitest'
import { MailmittHttpError } from '../../../client/http.ts'
import type { Message } from '../../../server/contract/message.ts'
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
  } as unknown as Message
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
  }
}

test('opens a message and says that it is read now', async () => {
  const read: string[] = []
  const open = new OpenMessage(aClient(['a']), (id) => read.push(id))

  await open.open('a')

  expect(open.message?.ID).toBe('a')
  expect(read).toEqual(['a'])
})

test('shows the message before until the next one is there', async () => {
  const open = new OpenMessage(aClient(['a', 'b']), () => undefined)
  await open.open('a')

  const opening = open.open('b')
  expect(open.message?.ID).toBe('a')
  await opening
  expect(open.message?.ID).toBe('b')
})

test('the last one asked for is the one that shows', async () => {
  const open = new OpenMessage(aClient(['a', 'b']), () => undefined)

  await Promise.all([open.open('a'), open.open('b')])

  expect(open.message?.ID).toBe('b')
})

test('says when a message is gone', async () => {
  const open = new OpenMessage(aClient([]), () => undefined)

  await open.open('a')

  expect(open.state).toEqual({ status: 'gone', id: 'a' })
})

test('notices that somebody else deletes it, or marks it unread', async () => {
  const open = new OpenMessage(aClient(['a']), () => undefined)
  await open.open('a')

  open.apply({ Seq: 1, Type: 'update', Data: { ID: 'a', Inboxes: [], Read: false } })
  expect(open.isRead).toBe(false)
  open.apply({ Seq: 2, Type: 'delete', Data: { ID: 'a', Inboxes: [] } })
  expect(open.isDeleted).toBe(true)
})

test('reads the beginning of the raw message as text', async () => {
  const open = new OpenMessage(aClient(['a']), () => undefined)
  await open.open('a')

  await open.loadRaw()

  expect(open.raw).toEqual({ status: 'ready', text: 'Subject: Grüße', isComplete: false })
})
