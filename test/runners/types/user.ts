import { connectMailmitt } from 'mailmitt/client'
import type { Inbox, Message } from 'mailmitt'
import { startMailmitt } from 'mailmitt'
import { createClient } from 'mailmitt/http'
import { useInbox } from 'mailmitt/node-test'

export async function use(): Promise<void> {
  const mail = await startMailmitt({ timeout: 1_000 })
  const inbox: Inbox = mail.inbox({ name: 'ann' })
  const message: Message = await inbox.waitFor({ subject: /welcome/i, attachments: ['a.pdf'] })
  const code: string = message.code(/^\d+$/)
  const all: readonly Message[] = await inbox.waitForAll([
    { subject: 'A' },
    'B',
    (one) => one.hasText,
  ])
  const size: number | undefined = message.attachments[0]?.size
  const doubled: number = message.attachments.length * 2
  const names: readonly string[] = message.attachments.map(({ name }) => name)
  const text: string | undefined = await message.attachments['a.pdf']?.text()
  await inbox.fail({ stage: 'rcpt', code: 451, times: 2 })
  await inbox.expectNone({ within: 300 })
  const other = await connectMailmitt('http://localhost:8025')
  const { Seq }: { Seq: number } = await createClient(other.url).cursor()
  await useInbox({ after: () => undefined })
  // @ts-expect-error -- There is no such criterion.
  await inbox.waitFor({ subjekt: 'x' })
  // @ts-expect-error -- Nor such a stage.
  await inbox.fail({ stage: 'dinner', code: 451 })
  // @ts-expect-error -- A timeout is in milliseconds.
  await inbox.waitFor('x', { timeout: '10s' })
  console.log(code, all, size, doubled, names, text, Seq)
}
