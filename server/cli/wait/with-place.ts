import { MailmittHttpError } from '../../../client/http.ts'

const SHOWN_MAX = 200

/** A query that the server cannot read is shown with a mark where it stopped. */
export function withPlace(error: MailmittHttpError, query: string): MailmittHttpError {
  const at = placeOf(error.answer)
  if (at === undefined || at > SHOWN_MAX || /[\r\n]/.test(query)) return error
  const { message, status, code, answer } = error
  const lines = [message, `  ${query.slice(0, SHOWN_MAX)}`, `  ${' '.repeat(at)}^`]
  return new MailmittHttpError(lines.join('\n'), { status, code, answer, cause: error })
}

function placeOf(answer: unknown): number | undefined {
  const isPlaced = typeof answer === 'object' && answer !== null && 'At' in answer
  return isPlaced && Number.isInteger(answer.At) ? Number(answer.At) : undefined
}
