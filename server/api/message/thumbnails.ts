import { limits } from '../../core/limits.ts'
import type { PartBody } from '../../core/mail-content.ts'

export interface Thumbnail {
  readonly fileName: string
  readonly jpeg: Buffer
}

/** Makes thumbnails one after the other; those asked for last are kept ready, within a bound. */
export interface Thumbnails {
  /** `read` gets the part when its turn has come; what it throws is the caller's. */
  of(key: string, read: () => Promise<PartBody>): Promise<Thumbnail>
}

export function createThumbnails(): Thumbnails {
  /** Least recently asked for first. */
  const ready = new Map<string, Promise<Thumbnail>>()
  let previous: Promise<unknown> = Promise.resolve()

  async function make(read: () => Promise<PartBody>, turn: Promise<unknown>): Promise<Thumbnail> {
    await turn
    const { fileName, bytes } = await read()
    // Imported at first use: most runs never show an image.
    const { makeThumbnail } = await import('../../thumbnail/make-thumbnail.ts')
    return { fileName, jpeg: await makeThumbnail(bytes) }
  }

  return {
    of(key, read) {
      let thumbnail = ready.get(key)
      if (!thumbnail) {
        const made = make(read, previous)
        // The next one waits for this one, however it ends.
        previous = made.then(
          () => undefined,
          () => ready.delete(key),
        )
        thumbnail = made
      }
      ready.delete(key)
      ready.set(key, thumbnail)
      for (const oldest of ready.keys()) {
        if (ready.size <= limits.thumbnailsCachedMax) break
        ready.delete(oldest)
      }
      return thumbnail
    },
  }
}
