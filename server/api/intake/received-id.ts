import type { Received } from '../../intake/intake.ts'

/** As Mailpit answers: an empty id for a duplicate that was ignored. */
export function receivedId(received: Received): string {
  return received.type === 'kept' ? received.id : ''
}
