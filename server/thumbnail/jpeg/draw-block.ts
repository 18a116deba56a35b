import type { Component } from './jpeg-frame.ts'
import { BLOCK, BLOCK_VALUES, ZIGZAG, cosineBasis } from './jpeg-tables.ts'

/** Turns the coefficients of one block into samples of a plane. */
export interface BlockDrawer {
  /** So many coefficients in zigzag order matter, the rest does not show at this size. */
  readonly kept: number
  /** `block` holds coefficients in zigzag order, up to the place `last`. */
  draw(component: Component, at: BlockPlace, block: ArrayLike<number>, last: number): void
}

export interface BlockPlace {
  readonly row: number
  readonly column: number
}

const MIDDLE = 128

/** `points` samples in each direction; `quantization` in zigzag order. */
export function createBlockDrawer(
  points: number,
  quantizationOf: (component: Component) => Uint16Array,
): BlockDrawer {
  const basis = cosineBasis(points)
  const kept = ZIGZAG.findLastIndex((place) => isShown(place, points)) + 1
  const values = new Float64Array(BLOCK_VALUES)
  const half = new Float64Array(BLOCK_VALUES)

  /** Dequantized, in rows of `points`. */
  function gather(block: ArrayLike<number>, last: number, quantization: Uint16Array): void {
    values.fill(0)
    for (let at = 0; at <= last; at += 1) {
      const place = ZIGZAG[at] ?? 0
      if (!isShown(place, points)) continue
      const row = place >> 3
      values[row * points + (place & 7)] = (block[at] ?? 0) * (quantization[at] ?? 0)
    }
  }

  /** Each row of `from` becomes a column of samples. */
  function invertRows(from: Float64Array, to: (x: number, row: number, sample: number) => void) {
    for (let row = 0; row < points; row += 1) {
      for (let x = 0; x < points; x += 1) {
        let sum = 0
        for (let u = 0; u < points; u += 1) {
          sum += (from[row * points + u] ?? 0) * (basis[x * points + u] ?? 0)
        }
        to(x, row, sum)
      }
    }
  }

  return {
    kept,
    draw(component, { row, column }, block, last) {
      const { plane, stride } = component
      const corner = row * points * stride + column * points
      const quantization = quantizationOf(component)
      if (last === 0) {
        const sample = MIDDLE + ((block[0] ?? 0) * (quantization[0] ?? 0)) / BLOCK
        for (let y = 0; y < points; y += 1) {
          plane.fill(sample, corner + y * stride, corner + y * stride + points)
        }
        return
      }
      gather(block, last, quantization)
      invertRows(values, (x, v, sample) => {
        half[x * points + v] = sample
      })
      invertRows(half, (y, x, sample) => {
        plane[corner + y * stride + x] = MIDDLE + sample
      })
    },
  }
}

function isShown(place: number, points: number): boolean {
  return place >> 3 < points && (place & 7) < points
}
