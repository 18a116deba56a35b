import type { Frame } from './jpeg-frame.ts'

/** The samples of one pixel, as many as there are components, become red, green and blue in place. */
export type ToRgb = (samples: Uint8ClampedArray) => void

/** What an APP14 segment of Adobe says of the colours; `undefined` where there is none. */
export type AdobeTransform = number | undefined

export function adobeTransform(segment: Buffer): AdobeTransform {
  return segment.subarray(0, 5).equals(Buffer.from('Adobe')) ? segment[11] : undefined
}

const RGB_IDS = [0x52, 0x47, 0x42]

/** Which colours the components mean: JFIF, and the customs that Adobe's segment records. */
export function colourReader({ parts }: Frame, adobe: AdobeTransform): ToRgb {
  if (parts.length === 1) return fromGrey
  if (parts.length === 3) {
    const isRgb = adobe === 0 || parts.every(({ id }, index) => id === RGB_IDS[index])
    return isRgb ? () => undefined : fromYcc
  }
  if (adobe === undefined) return (samples) => fromInk(inverted(samples))
  // Adobe stores how much of each ink is missing.
  return adobe === 0 ? fromInk : (samples) => fromInk(firstInverted(samples))
}

function fromGrey(samples: Uint8ClampedArray): void {
  samples[1] = samples[2] = samples[0] ?? 0
}

function fromYcc(samples: Uint8ClampedArray): void {
  const [luminance = 0, blueness = 0, redness = 0] = samples
  samples[0] = luminance + 1.402 * (redness - 128)
  samples[1] = luminance - 0.344136 * (blueness - 128) - 0.714136 * (redness - 128)
  samples[2] = luminance + 1.772 * (blueness - 128)
}

/** YCCK: the three inks behind a colour transform of their own. */
function firstInverted(samples: Uint8ClampedArray): Uint8ClampedArray {
  fromYcc(samples)
  for (let at = 0; at < 3; at += 1) samples[at] = 255 - (samples[at] ?? 0)
  return samples
}

function inverted(samples: Uint8ClampedArray): Uint8ClampedArray {
  for (let at = 0; at < 4; at += 1) samples[at] = 255 - (samples[at] ?? 0)
  return samples
}

/** Where 255 is no ink. */
function fromInk(samples: Uint8ClampedArray): void {
  const black = (samples[3] ?? 0) / 255
  for (let at = 0; at < 3; at += 1) samples[at] = (samples[at] ?? 0) * black
}
