import { Type } from 'typebox'
import type { TUnknown } from 'typebox'

/** An answer that is bytes and not JSON, for the document. The type may be a range. */
export function bytesOf(mediaType: string): { content: Record<string, { schema: TUnknown }> } {
  return { content: { [mediaType]: { schema: Type.Unknown() } } }
}
