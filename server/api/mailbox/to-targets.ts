import { MailmittError } from '../../core/errors.ts'
import type { Selection } from '../../core/message-store.ts'
import type { MessageId } from '../../core/message.ts'
import type { Scope } from '../../core/scope.ts'
import { toSelection } from '../../core/scope.ts'

/** Which messages a write is about; all of them only where nothing else was said. */
export function toTargets(
  { IDs = [], Search = '' }: { IDs?: readonly string[]; Search?: string },
  scope: Scope,
  now: () => Date,
): Selection {
  if (IDs.length > 0 && Search !== '') {
    throw new MailmittError('bad-request', 'Say either IDs or Search, not both.')
  }
  return {
    ...(IDs.length > 0 ? { ids: IDs as readonly MessageId[] } : {}),
    ...toSelection({ ...scope, query: Search }, now),
  }
}
