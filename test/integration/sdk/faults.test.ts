import { expect, test } from 'vitest'
import { failureOf, openMail, sendBy } from '../../support/sdk.ts'

test('a fault by name is of this inbox only, for so many times, and counts them', async () => {
  const mail = await openMail()
  const [inbox, other] = [mail.inbox(), mail.inbox()]
  const fault = await inbox.fail({ stage: 'rcpt', code: 451, text: 'Try later', times: 2 })
  const send = () => sendBy(inbox.smtpUrl, { to: inbox.address })

  await sendBy(other.smtpUrl, { to: other.address })
  const failures = [await failureOf(send()), await failureOf(send())]
  await send()

  expect(failures.map(({ message }) => message)).toEqual([
    expect.stringContaining('451 4.'),
    expect.stringContaining('Try later'),
  ])
  expect(await fault.hits()).toBe(2)
  expect(await inbox.messages()).toHaveLength(1)
})

test.for(['auth', 'mail', 'rcpt', 'data', 'message'] as const)(
  'a fault at %s acts on the mail of an inbox by name',
  async (stage) => {
    const mail = await openMail()
    const inbox = mail.inbox()
    await inbox.fail({ stage, code: 550 })

    await expect(sendBy(inbox.smtpUrl, { to: inbox.address })).rejects.toThrow(/55?0|535|Invalid/)
    await sendBy(mail.inbox().smtpUrl, { to: 'bob@corp.example' })
  },
)

test.for(['rcpt', 'data', 'message'] as const)(
  'a fault at %s acts on the mail of an inbox by address, in any case of it',
  async (stage) => {
    const mail = await openMail()
    const inbox = mail.inbox({ address: 'ann+a.b@corp.example' })
    await inbox.fail({ stage, code: 550, enhanced: '5.1.1' })

    await expect(sendBy(mail.smtpUrl, { to: 'Ann+A.B@corp.example' })).rejects.toThrow('550 5.1.1')
    await sendBy(mail.smtpUrl, { to: 'ann+aXb@corp.example' })
    await sendBy(mail.smtpUrl, { to: 'joann+a.b@corp.example' })
  },
)

test.for(['auth', 'mail'] as const)(
  'a fault at %s cannot be of an inbox by address, and says what to do',
  async (stage) => {
    const mail = await openMail()
    const inbox = mail.inbox({ address: 'ann@corp.example' })

    const { message } = await failureOf(inbox.fail({ stage, code: 451 }))

    expect(message).toBe(
      `A fault at "${stage}" cannot be for ann@corp.example alone: no recipient is known there. ` +
        'Use an inbox by name, whose SMTP user tells it, or the stages rcpt, data and message.',
    )
  },
)

test.for(['connect', 'helo', 'starttls'] as const)(
  'a fault at %s cannot be of one inbox at all, and says what to do',
  async (stage) => {
    const mail = await openMail()

    for (const inbox of [mail.inbox(), mail.inbox({ address: 'ann@corp.example' })]) {
      expect((await failureOf(inbox.fail({ stage, code: 451 }))).message).toBe(
        `A fault at "${stage}" cannot be for one inbox alone: neither user nor recipient is known there. ` +
          'Use mail.client.addFault, which acts on all mail.',
      )
    }
  },
)

test('a fault is gone when it is removed, and all when the inbox closes', async () => {
  const mail = await openMail()
  const inbox = mail.inbox()
  const first = await inbox.fail({ stage: 'rcpt', code: 550 })
  await first.remove()
  await sendBy(inbox.smtpUrl, { to: inbox.address })
  await inbox.fail({ stage: 'rcpt', code: 550 })
  await inbox.fail({ stage: 'data', drop: 'rst' })

  await inbox.close()

  await sendBy(inbox.smtpUrl, { to: inbox.address })
  expect(await mail.client.faults()).toEqual([])
  await first.remove()
})

test('a fault that another has removed does not keep an inbox from closing', async () => {
  const mail = await openMail()
  const inbox = mail.inbox()
  await inbox.fail({ stage: 'rcpt', code: 550 })
  await mail.client.removeFaults()

  await inbox.close()
})

test('a refusal without a code is none', async () => {
  const mail = await openMail()

  await expect(mail.inbox().fail({ stage: 'rcpt', text: 'No' })).rejects.toThrow('needs a code')
  await expect(mail.inbox().fail({ stage: 'rcpt', code: 250 })).rejects.toThrow(/400|599/)
})
