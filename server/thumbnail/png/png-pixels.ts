import type { PngChunks, PngHeader } from './png-header.ts'
import { GREY, GREY_ALPHA, PALETTE, RGB, transparentSamples } from './png-header.ts'

/** Writes red, green, blue and alpha of a pixel of a row. */
export type PixelReader = (row: Uint8Array, x: number, rgba: Uint8Array) => void

const OPAQUE = 255

export function createPixelReader(header: PngHeader, chunks: PngChunks): PixelReader {
  const { type, samples, depth } = header
  if (type === PALETTE) return paletteReader(header, chunks)
  const isGrey = type === GREY || type === GREY_ALPHA
  const colours = isGrey ? 1 : 3
  const scale = 255 / ((1 << depth) - 1)
  const sampleAt = sampleReader(header)
  const transparent = type === GREY || type === RGB ? transparentSamples(chunks, samples) : []

  return (row, x, rgba) => {
    let matching = 0
    for (let index = 0; index < samples; index += 1) {
      const sample = sampleAt(row, x * samples + index)
      if (sample === transparent[index]) matching += 1
      const value = Math.round(sample * scale)
      if (index === colours) rgba[3] = value
      else if (isGrey) rgba.fill(value, 0, 3)
      else rgba[index] = value
    }
    if (samples === colours) rgba[3] = matching === colours ? 0 : OPAQUE
  }
}

function paletteReader(header: PngHeader, { palette, transparency }: PngChunks): PixelReader {
  const sampleAt = sampleReader(header)
  return (row, x, rgba) => {
    const index = sampleAt(row, x)
    // A colour that the palette does not have is black.
    for (let sample = 0; sample < 3; sample += 1) rgba[sample] = palette[index * 3 + sample] ?? 0
    rgba[3] = transparency?.[index] ?? OPAQUE
  }
}

type SampleReader = (row: Uint8Array, index: number) => number

function sampleReader({ depth }: PngHeader): SampleReader {
  if (depth === 8) return (row, index) => row[index] ?? 0
  if (depth === 16) return (row, index) => (row[index * 2] ?? 0) * 256 + (row[index * 2 + 1] ?? 0)
  const mask = (1 << depth) - 1
  return (row, index) => {
    const bit = index * depth
    return ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & mask
  }
}
