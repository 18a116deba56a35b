import type { Cursor, MessageSummary, WaitAnswer } from '../../../client/http.ts'
import { MailmittHttpError } from '../../../client/http.ts'

/** What answers there need not be Mailmitt. */
export function checkMessages(answer: WaitAnswer, baseUrl: string): readonly MessageSummary[] {
  const messages = (answer as Partial<WaitAnswer> | null)?.messages
  if (Array.isArray(messages)) return messages
  throw notMailmitt(baseUrl)
}

export function checkCursor(answer: Cursor, baseUrl: string): number {
  const seq = (answer as Partial<Cursor> | null)?.Seq
  if (typeof seq === 'number') return seq
  throw notMailmitt(baseUrl)
}

export function notMailmitt(baseUrl: string): MailmittHttpError {
  return new MailmittHttpError(`What answers at ${baseUrl} is not Mailmitt.`, {
    status: 200,
    code: 'unexpected-answer',
  })
}
