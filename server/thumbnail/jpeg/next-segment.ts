import { BrokenImage } from '../broken-image.ts'
import { uint16 } from '../read-numbers.ts'

export interface Segment {
  readonly marker: number
  readonly body: Buffer
  /** Where what follows begins; after a start of scan that is its coded data. */
  readonly next: number
}

const STUFFED = 0x00
const TEM = 0x01
const RESTARTS = { first: 0xd0, last: 0xd7 }
const START_OF_IMAGE = 0xd8
const END_OF_IMAGE = 0xd9

/** The next segment that has a length (T.81 B.1.1.4); coded data is passed over. `undefined` at the end. */
export function nextSegment(bytes: Buffer, from: number): Segment | undefined {
  let at = from
  // Not `indexOf`, which is slow where every second byte is found.
  while (at < bytes.length) {
    if (bytes[at] !== 0xff) {
      at += 1
      continue
    }
    // A marker may be preceded by any number of fill bytes.
    while (bytes[at] === 0xff) at += 1
    const marker = bytes[at]
    if (marker === undefined || marker === END_OF_IMAGE) return undefined
    at += 1
    if (!standsAlone(marker)) return toSegment(bytes, marker, at)
  }
  return undefined
}

function standsAlone(marker: number): boolean {
  return (
    marker === STUFFED || marker === TEM || marker === START_OF_IMAGE || isRestartMarker(marker)
  )
}

export function isRestartMarker(marker: number | undefined): boolean {
  return marker !== undefined && marker >= RESTARTS.first && marker <= RESTARTS.last
}

function toSegment(bytes: Buffer, marker: number, at: number): Segment {
  const length = uint16(bytes, at)
  const next = at + length
  if (length < 2 || next > bytes.length) throw new BrokenImage('A segment has no end.')
  return { marker, body: bytes.subarray(at + 2, next), next }
}
