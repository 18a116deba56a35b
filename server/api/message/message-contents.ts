import { limits } from '../../core/limits.ts'
import type { MailContent, MailReader } from '../../core/mail-content.ts'
import type { Message, MessageId } from '../../core/message.ts'

/** Reads messages whole; those asked for last are kept ready, within a bound. */
export interface MessageContents {
  of(message: Message, raw: Buffer): Promise<MailContent>
}

export function createMessageContents(reader: MailReader): MessageContents {
  /** Least recently asked for first. */
  const ready = new Map<MessageId, Promise<MailContent>>()

  return {
    of(message, raw) {
      const content = ready.get(message.id) ?? reader.content(raw)
      ready.delete(message.id)
      if (message.size <= limits.contentCachedBytesMax) {
        ready.set(message.id, content)
        content.catch(() => ready.delete(message.id))
      }
      for (const id of ready.keys()) {
        if (ready.size <= limits.contentsCachedMax) break
        ready.delete(id)
      }
      return content
    },
  }
}
