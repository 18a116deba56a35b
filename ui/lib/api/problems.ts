import { MailmittHttpError } from '../../../client/http.ts'
import type { ErrorBody } from '../../../server/contract/app.ts'

/** The sentence to show when the server refused or did not answer; anything else is a bug. */
export function sentenceOf(error: unknown): string {
  if (error instanceof MailmittHttpError) return error.message
  throw error
}

/** A search that the server could not read: why, where, and what was probably meant. */
export interface RefusedQuery {
  readonly query: string
  readonly sentence: string
  readonly at: number | undefined
  readonly suggestion: string | undefined
}

export function refusedQueryOf(error: unknown, query: string): RefusedQuery | undefined {
  if (!(error instanceof MailmittHttpError) || error.code !== 'invalid-query') return undefined
  // What the contract says of the answer to a query that is none.
  const { At, Suggestion } = (error.answer ?? {}) as Partial<ErrorBody>
  return { query, sentence: error.message, at: At, suggestion: Suggestion }
}

export function isNotFound(error: unknown): boolean {
  return error instanceof MailmittHttpError && error.status === 404
}

export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

/** Nobody answered: the server is away, or the network is. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof MailmittHttpError && error.code === 'unreachable'
}
