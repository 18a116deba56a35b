import type { Client, Message, MessageSummary, WaitOptions } from '../../../client/http.ts'
import { isWaitTimeout, isWaitUnexpected, MailmittHttpError } from '../../../client/http.ts'
import { scopeQuery } from '../../../client/mail/scope.ts'
import type { Env } from '../read-settings.ts'
import { connectTo, runRemoteCommand } from '../remote-command.ts'
import { checkMessages } from './check-messages.ts'
import { print, printJson, toLine } from './print.ts'
import type { WaitArguments } from './wait-command.ts'
import { createWaitCommand } from './wait-command.ts'
import { pickerOf, waitForPick } from './wait-for-pick.ts'
import { withPlace } from './with-place.ts'

/** `mailmitt wait`: 0 it came, 1 it did not come in time, 2 wrong use, 3 not reachable. */
export async function runWait(argv: readonly string[], env: Env): Promise<number> {
  const command = createWaitCommand()
  return runRemoteCommand(command, argv, async () => {
    const given = command.opts<WaitArguments>()
    const client = connectTo(given.url, env)
    const asked = toAsked(given)
    try {
      await answer(client, given, asked)
      return 0
    } catch (error) {
      throw error instanceof MailmittHttpError ? withPlace(error, asked.query ?? '') : error
    }
  })
}

async function answer(client: Client, given: WaitArguments, asked: WaitOptions): Promise<void> {
  const { json, full, timeout } = given
  const picker = pickerOf(given)
  if (picker) await print(await waitForPick({ client, asked, picker, timeoutMs: timeout }))
  else if (json || full) await printAnswer(client, given, asked)
  else {
    const messages = checkMessages(await client.wait(asked), client.baseUrl)
    if (messages.length > 0) await print(messages.map(toLine).join('\n'))
  }
}

/** What the server says to a wait that failed is an answer, too: what came instead, and what that missed. */
async function printAnswer(
  client: Client,
  { full }: WaitArguments,
  asked: WaitOptions,
): Promise<void> {
  try {
    const found = await client.wait(asked)
    const messages = checkMessages(found, client.baseUrl)
    await printJson({ ...found, messages: full ? await readAll(client, messages) : messages })
  } catch (error) {
    if (isWaitTimeout(error) || isWaitUnexpected(error)) await printJson(error.answer)
    throw error
  }
}

/** One after the other: there can be thousands. */
async function readAll(
  client: Client,
  messages: readonly MessageSummary[],
): Promise<readonly Message[]> {
  const whole: Message[] = []
  for (const { ID } of messages) whole.push(await client.peek(ID))
  return whole
}

function toAsked(given: WaitArguments): WaitOptions {
  const { inbox, since, count, timeout } = given
  const query = toQuery(given)
  return {
    ...(query === '' ? {} : { query }),
    ...(inbox === undefined ? {} : { inbox }),
    ...(since === undefined ? {} : { since }),
    ...(count === undefined ? {} : { count }),
    timeout: `${timeout}ms`,
  }
}

/** A query alone stays as it is written, so that what the server says of its places holds. */
function toQuery({ to, subject, query = '', code, link }: WaitArguments): string {
  const terms = [
    scopeQuery(
      { recipient: to },
      {
        ...(subject === undefined ? {} : { subject }),
        ...(code === undefined ? {} : { code }),
      },
    ),
    link === undefined ? '' : 'has:link',
  ].filter((term) => term !== '')
  if (terms.length === 0 || query === '') return [...terms, query].join(' ').trim()
  return [...terms, `(${query})`].join(' ')
}
