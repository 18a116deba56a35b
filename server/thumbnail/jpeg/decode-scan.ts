import { limits } from '../../core/limits.ts'
import type { Pieces } from '../../mime/in-pieces.ts'
import { BrokenImage } from '../broken-image.ts'
import { byteAt } from '../read-numbers.ts'
import type { BitReader } from './bit-reader.ts'
import { createBitReader } from './bit-reader.ts'
import type { BlockCoding, EmptyRun } from './decode-block.ts'
import { decodeBand, decodeDc, decodeSequential, refineBand } from './decode-block.ts'
import type { BlockDrawer, BlockPlace } from './draw-block.ts'
import type { HuffmanTable } from './huffman-table.ts'
import type { Component, Frame } from './jpeg-frame.ts'
import { keptPerBlock } from './jpeg-frame.ts'
import { BLOCK_VALUES } from './jpeg-tables.ts'

/** What a start of scan (T.81 B.2.3) says. */
export interface Scan {
  readonly parts: readonly ScanPart[]
  readonly first: number
  readonly last: number
  /** Whether the coefficients were there before, and get one bit more. */
  readonly isRefinement: boolean
  readonly shift: number
}

interface ScanPart {
  readonly component: Component
  readonly dc: number
  readonly ac: number
}

export interface ScanTables {
  readonly dc: ReadonlyMap<number, HuffmanTable>
  readonly ac: ReadonlyMap<number, HuffmanTable>
  /** Units between two restart markers, 0 for none. */
  readonly restartInterval: number
}

export function readScan(body: Buffer, frame: Frame): Scan {
  const count = byteAt(body, 0)
  const parts = Array.from({ length: count }, (_, index) => readPart(body, 1 + index * 2, frame))
  if (parts.length === 0 || new Set(parts.map(({ component }) => component)).size < count) {
    throw new BrokenImage('A scan names its components wrongly.')
  }
  const at = 1 + count * 2
  const shifts = byteAt(body, at + 2)
  const scan = {
    parts,
    first: frame.isProgressive ? byteAt(body, at) : 0,
    last: frame.isProgressive ? byteAt(body, at + 1) : BLOCK_VALUES - 1,
    isRefinement: frame.isProgressive && shifts >> 4 > 0,
    shift: frame.isProgressive ? shifts & 0xf : 0,
  }
  if (!isPossible(scan, frame)) throw new BrokenImage('A scan asks for what there is not.')
  return scan
}

function readPart(body: Buffer, at: number, frame: Frame): ScanPart {
  const id = byteAt(body, at)
  const component = frame.parts.find((part) => part.id === id)
  if (!component) throw new BrokenImage('A scan names a component that there is not.')
  const tables = byteAt(body, at + 1)
  return { component, dc: tables >> 4, ac: tables & 0xf }
}

function isPossible({ parts, first, last, shift }: Scan, { isProgressive }: Frame): boolean {
  if (!isProgressive) return true
  const isBand = first === 0 ? last === 0 : parts.length === 1 && first <= last
  return isBand && last < BLOCK_VALUES && shift <= 13
}

/** Whether it changes anything at the size at which the frame is decoded. */
export function isShown({ first }: Scan, { points }: Frame): boolean {
  return first === 0 || points > 1
}

type DecodeBlock = (at: BlockPlace) => void

/** Decodes the coded data that begins at `from`. */
export function* decodeScan(
  bytes: Buffer,
  from: number,
  work: {
    readonly frame: Frame
    readonly scan: Scan
    readonly tables: ScanTables
    readonly drawer: BlockDrawer
  },
): Pieces<void> {
  const { frame, scan, tables, drawer } = work
  const bits = createBitReader(bytes, from)
  const empty: EmptyRun = { left: 0 }
  const coders = scan.parts.map((part) => {
    const coding = toCoding(part, bits, tables)
    const { component } = part
    const decode = frame.isProgressive
      ? progressive(component, coding, { ...scan, empty, kept: keptPerBlock(frame.points) })
      : sequential(component, coding, drawer)
    return { component, coding, decode }
  })

  function restart(): void {
    bits.restart()
    empty.left = 0
    for (const { coding } of coders) coding.before = 0
  }

  let blocks = 0
  const units = createUnits(frame, coders)
  for (let unit = 0; unit < units.count; unit += 1) {
    const { restartInterval } = tables
    if (restartInterval > 0 && unit > 0 && unit % restartInterval === 0) restart()
    blocks += units.decode(unit)
    if (blocks * BLOCK_VALUES > limits.thumbnailPixelsPerTurn) {
      blocks = 0
      yield
    }
  }
}

interface Coder {
  readonly component: Component
  readonly decode: DecodeBlock
}

interface Units {
  readonly count: number
  /** Returns how many blocks that were. */
  decode(unit: number): number
}

/** The order of the blocks (T.81 A.2): one component goes block by block, several go unit by unit. */
function createUnits({ unitColumns, unitRows }: Frame, coders: readonly Coder[]): Units {
  const [only, ...others] = coders
  if (only && others.length === 0) {
    const { columns, rows } = only.component
    return {
      count: columns * rows,
      decode(unit) {
        only.decode({ row: Math.floor(unit / columns), column: unit % columns })
        return 1
      },
    }
  }
  return {
    count: unitColumns * unitRows,
    decode(unit) {
      const unitRow = Math.floor(unit / unitColumns)
      const unitColumn = unit % unitColumns
      let blocks = 0
      for (const { component, decode } of coders) {
        const { across, down } = component
        for (let y = 0; y < down; y += 1) {
          for (let x = 0; x < across; x += 1) {
            decode({ row: unitRow * down + y, column: unitColumn * across + x })
          }
        }
        blocks += across * down
      }
      return blocks
    },
  }
}

function toCoding({ dc, ac }: ScanPart, bits: BitReader, tables: ScanTables): BlockCoding {
  return { bits, dc: tables.dc.get(dc), ac: tables.ac.get(ac), before: 0 }
}

/** A block is complete at once, and drawn. */
function sequential(component: Component, coding: BlockCoding, drawer: BlockDrawer): DecodeBlock {
  const block = new Int32Array(BLOCK_VALUES)
  return (at) => {
    if (drawer.kept > 1) block.fill(0)
    const last = decodeSequential(coding, block, drawer.kept)
    drawer.draw(component, at, block, last)
  }
}

/** A block gets what this scan has of it. */
function progressive(
  { coefficients, columnsStored }: Component,
  coding: BlockCoding,
  scan: Omit<Scan, 'parts'> & { readonly empty: EmptyRun; readonly kept: number },
): DecodeBlock {
  const { kept, shift } = scan
  const startOf = ({ row, column }: BlockPlace): number => (row * columnsStored + column) * kept
  if (scan.first > 0) {
    const decode = scan.isRefinement ? refineBand : decodeBand
    return (at) => {
      const start = startOf(at)
      decode(coding, coefficients.subarray(start, start + kept), scan)
    }
  }
  if (!scan.isRefinement) {
    return (at) => {
      coefficients[startOf(at)] = decodeDc(coding) << shift
    }
  }
  return (at) => {
    const start = startOf(at)
    coefficients[start] = (coefficients[start] ?? 0) | (coding.bits.bits(1) << shift)
  }
}
