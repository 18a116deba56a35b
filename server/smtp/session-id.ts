import { randomBytes } from 'node:crypto'

/** 20 characters of 0-9a-f. */
export function newSessionId(): string {
  return randomBytes(10).toString('hex')
}
