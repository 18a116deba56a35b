import type { Layout, Size } from './lay-out.ts'
import type { Raster } from './raster.ts'

/** An image of which the header has been read, and nothing been decoded. */
export interface OpenImage {
  readonly size: Size
  /** That of EXIF, 1 to 8. */
  readonly orientation: number
  /** Rejects with `BrokenImage`. Lets the event loop turn as it goes. */
  draw(layout: Layout): Promise<Raster>
}
