import type { MailReader } from '../core/mail-content.ts'
import { inPieces } from './in-pieces.ts'
import type * as Readings from './readings.ts'

/** Can be told to load its libraries before the first mail comes. */
export interface WarmMailReader extends MailReader {
  warmUp(): Promise<void>
}

/** Reads raw mail; the libraries (200 ms of imports) are loaded at first use, after the program is up. */
export function createMailReader(): WarmMailReader {
  let loading: Promise<typeof Readings> | undefined
  const load = (): Promise<typeof Readings> => (loading ??= import('./readings.ts'))

  return {
    async digest(raw) {
      const { digestPieces } = await load()
      return inPieces(digestPieces(raw))
    },
    async content(raw) {
      const { contentPieces } = await load()
      return inPieces(contentPieces(raw))
    },
    async part(raw, partId) {
      const { partPieces } = await load()
      return inPieces(partPieces(raw, partId))
    },
    async warmUp() {
      await load()
    },
  }
}
