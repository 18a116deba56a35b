import { MailmittHttpError } from '../../../client/http.ts'

/** The sentence to show when the server refused or did not answer; anything else is a bug. */
export function sentenceOf(error: unknown): string {
  if (error instanceof MailmittHttpError) return error.message
  throw error
}

export function isInvalidQuery(error: unknown): boolean {
  return error instanceof MailmittHttpError && error.code === 'invalid-query'
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
