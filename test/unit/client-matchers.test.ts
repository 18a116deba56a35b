import { expect, test } from 'vitest'
import type { ReceivedMail, SilenceSettings } from '../../client/client.ts'
import { toHaveReceived } from '../../client/runners/matchers.ts'

/** Mail that notes how long one watches that none comes. */
function silentMail(): { mail: Partial<ReceivedMail>; watched: (number | undefined)[] } {
  const watched: (number | undefined)[] = []
  const mail: Partial<ReceivedMail> = {
    waitFor: () => Promise.reject(new Error('Nobody waits.')),
    expectNone(_criteria?: unknown, { within }: SilenceSettings = {}) {
      watched.push(within)
      return Promise.resolve()
    },
  }
  return { mail, watched }
}

test('.not watches for as long as it is told, in either word', async () => {
  const { mail, watched } = silentMail()
  const not = { isNot: true }

  await toHaveReceived(not, mail, 'Bye')
  await toHaveReceived(not, mail, 'Bye', { timeout: 7 })
  await toHaveReceived(not, mail, 'Bye', { within: 8 })
  await toHaveReceived(not, mail, 'Bye', { timeout: 7, within: 9 })

  expect(watched).toEqual([undefined, 7, 8, 9])
})

test('what is no inbox has received nothing, and is told so', async () => {
  await expect(toHaveReceived({}, { subject: 'x' }, 'Bye')).rejects.toThrow(
    'toHaveReceived is for an inbox or a Mailmitt',
  )
})
