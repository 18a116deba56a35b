import { expect, test } from 'vitest'
import { createEventLog } from '../../../server/core/event-log.ts'
import { limits } from '../../../server/core/limits.ts'
import type { MessageId } from '../../../server/core/message.ts'
import type { MessageStore } from '../../../server/core/message-store.ts'
import type { IncomingMail, Intake } from '../../../server/intake/intake.ts'
import { createIntake } from '../../../server/intake/intake.ts'
import { createMailReader } from '../../../server/mime/mail-reader.ts'
import { createMemoryStore } from '../../../server/store/memory-store.ts'

const envelope = { from: '', to: ['a@x.example'], mailParams: {}, rcptParams: [{}] }

function mailOf(subject: string, bytes = 0): IncomingMail {
  const raw = Buffer.from(
    `Message-ID: <${subject}@x>\r\nSubject: ${subject}\r\n\r\n${'x'.repeat(bytes)}`,
  )
  return { raw, envelope, session: undefined }
}

interface Started {
  readonly intake: Intake
  readonly store: MessageStore
  /** Bytes of each mail that was read, in that order. */
  readonly read: number[]
}

function startIntake({ ignoresDuplicates = false } = {}): Started {
  const store = createMemoryStore({
    log: createEventLog({ origin: 0 }),
    messagesMax: 0,
    bytesMax: 0,
  })
  const reader = createMailReader()
  const read: number[] = []
  let next = 0
  const intake = createIntake({
    store,
    reader: {
      ...reader,
      digest(raw) {
        read.push(raw.byteLength)
        return reader.digest(raw)
      },
    },
    clock: { now: () => new Date(), after: () => () => undefined },
    newId: () => String((next += 1)) as MessageId,
    inboxDomains: [],
    ignoresDuplicates,
    tagRules: {
      filters: [],
      fromUser: false,
      fromXTags: false,
      fromPlusAddresses: false,
      titleCase: false,
    },
    onFailure(error) {
      throw error
    },
  })
  return { intake, store, read }
}

test('a large message is read once, before it is accepted: who asks for the list does not wait for that', async () => {
  const { intake, read } = startIntake()
  const large = mailOf('large', limits.readFirstBytesMin)

  await intake.receive(large)

  expect(read).toEqual([large.raw.byteLength])
  await intake.settled()
  expect(read).toEqual([large.raw.byteLength])
})

test('a small message is accepted before it is read', async () => {
  const { intake, read } = startIntake()

  await intake.receive(mailOf('small'))

  expect(read).toEqual([])
  await intake.settled()
  expect(read).toHaveLength(1)
})

test('what is accepted while a large message is read is there before it', async () => {
  const { intake, store } = startIntake()

  const large = intake.receive(mailOf('large', 4 * limits.readFirstBytesMin))
  await intake.receive(mailOf('small'))
  await intake.settled()
  const early = await store.newest({})
  await large
  await intake.settled()

  expect(early?.digest.subject).toBe('small')
  expect((await store.newest({}))?.digest.subject).toBe('large')
})

test('where duplicates are ignored a message is read once, and its duplicate holds nothing back', async () => {
  const { intake, read } = startIntake({ ignoresDuplicates: true })

  const kept = await intake.receive(mailOf('one'))
  const ignored = await intake.receive(mailOf('one'))
  await intake.settled()

  expect([kept.type, ignored.type]).toEqual(['kept', 'ignored'])
  expect(read).toHaveLength(2)
})
