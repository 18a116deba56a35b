import type { FaultStage } from '../../core/faults/fault-rule.ts'
import type { Conversation, KnownFacts } from '../conversation.ts'

/**
 * Goes on unless a fault has acted: at once where none was asked for, since a promise for each command would be a
 * tenth of what a message costs.
 */
export function unlessFault(
  talk: Conversation,
  stage: FaultStage,
  facts: KnownFacts,
  goOn: () => Promise<void> | void,
): Promise<void> | void {
  const isMet = talk.meetsFault(stage, facts)
  if (typeof isMet === 'boolean') return isMet ? undefined : goOn()
  return isMet.then((wasMet) => (wasMet ? undefined : goOn()))
}
