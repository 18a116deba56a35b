import type { Client, Message, WaitOptions } from '../../../client/http.ts'
import { isWaitTimeout, MailmittHttpError } from '../../../client/http.ts'
import { codeOf, linkOf } from '../../../client/mail/pick.ts'
import { MailError } from '../../../client/mail/wait-error.ts'
import { checkMessages, notMailmitt } from './check-messages.ts'
import type { WaitArguments } from './wait-command.ts'

/** @throws MailError that says what the message has instead */
export type Picker = (message: Message) => string

/** What of a message is asked for alone; `undefined` when nothing is. */
export function pickerOf({ code, link }: WaitArguments): Picker | undefined {
  if (code) return pickCode
  if (link === undefined) return undefined
  return ({ Subject, Links }) =>
    linkOf(
      Subject,
      Links.map(({ URL, Text, Kind, Source }) => ({
        url: URL,
        text: Text,
        kind: Kind,
        source: Source,
      })),
      link === true ? undefined : link,
    )
}

function pickCode({ Subject, Text, Codes }: Message): string {
  return codeOf(
    { subject: Subject, text: Text },
    Codes.map(({ Value, Context }) => ({ value: Value, context: Context })),
  )
}

export interface WaitForPick {
  readonly client: Client
  readonly asked: WaitOptions
  readonly picker: Picker
  readonly timeoutMs: number
}

/**
 * Of the first message that has it. The server cannot look for the words of a link, so that a message
 * which has other links is passed over here; when no better one comes, its links are the reason.
 */
export async function waitForPick({
  client,
  asked,
  picker,
  timeoutMs,
}: WaitForPick): Promise<string> {
  const until = Date.now() + timeoutMs
  let since = asked.since ?? 0
  let missed: MailError | undefined
  for (;;) {
    const timeout = `${Math.max(0, until - Date.now())}ms`
    const next = await nextMessage(client, { ...asked, since, timeout }, missed)
    since = next.cursor
    try {
      if (next.message) return picker(next.message)
    } catch (error) {
      if (!(error instanceof MailError)) throw error
      missed = error
    }
  }
}

/** Without a message where it was deleted meanwhile: another one may come. */
async function nextMessage(
  client: Client,
  asked: WaitOptions & { readonly since: number },
  missed: MailError | undefined,
): Promise<{ readonly cursor: number; readonly message: Message | undefined }> {
  const answer = await client.wait(asked).catch((error: unknown) => {
    throw isWaitTimeout(error) && missed ? toRefusal(missed, error) : error
  })
  const [first] = checkMessages(answer, client.baseUrl)
  // One that does not go on would be asked for ever.
  if (!first || !(answer.Cursor > asked.since)) throw notMailmitt(client.baseUrl)
  const message = await client.peek(first.ID).catch((error: unknown) => {
    if (error instanceof MailmittHttpError && error.code === 'not-found') return undefined
    throw error
  })
  return { cursor: answer.Cursor, message }
}

function toRefusal({ message }: MailError, { status, code }: MailmittHttpError): MailmittHttpError {
  return new MailmittHttpError(message, { status, code })
}
