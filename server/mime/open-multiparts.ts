import { isMultipart } from './entity.ts'
import type { Entity } from './entity.ts'
import { findBreak } from './raw-lines.ts'
import type { RawLines } from './raw-lines.ts'

/** A boundary line (RFC 2046 5.1.1) of a multipart that is open. */
export interface Delimiter {
  readonly entity: Entity
  readonly isClose: boolean
  readonly start: number
  readonly next: number
}

/** The multiparts around a place in the mail, outermost first, and their boundaries. */
export interface OpenMultiparts {
  push(entity: Entity, boundary: string): void
  /** Takes the innermost one off. */
  pop(): Entity | undefined
  top(): Entity | undefined
  /** The boundary line that begins at `lineStart`, if one does. */
  delimiterAt(lineStart: number, end: number): Delimiter | undefined
}

// Transport padding after a boundary; what has more of it is no boundary line.
const paddingMax = 80

export function createOpenMultiparts(lines: RawLines): OpenMultiparts {
  const stack: Array<{ entity: Entity; boundary: string }> = []
  // A look-up instead of a walk up the stack: a megabyte of "--" lines costs one each.
  const byBoundary = new Map<string, Entity[]>()
  let longest = 0

  function find(text: string): { entity: Entity; isClose: boolean } | undefined {
    const entity = byBoundary.get(text)?.at(-1)
    if (entity !== undefined) return { entity, isClose: false }
    if (!text.endsWith('--')) return undefined
    const closed = byBoundary.get(text.slice(0, -2))?.at(-1)
    return closed === undefined ? undefined : { entity: closed, isClose: true }
  }

  return {
    push(entity, boundary) {
      stack.push({ entity, boundary })
      byBoundary.set(boundary, [...(byBoundary.get(boundary) ?? []), entity])
      longest = Math.max(longest, boundary.length)
    },
    pop() {
      const last = stack.pop()
      if (last !== undefined) byBoundary.get(last.boundary)?.pop()
      return last?.entity
    },
    top: () => stack.at(-1)?.entity,
    delimiterAt(lineStart, end) {
      if (lines.raw[lineStart] !== 0x2d || lines.raw[lineStart + 1] !== 0x2d) return undefined
      const window = Math.min(end, lineStart + longest + paddingMax)
      const { at, next } = findBreak(lines, lineStart, window)
      if (at === window && window < end) return undefined
      const found = find(lines.raw.toString('latin1', lineStart + 2, at).trimEnd())
      return found === undefined ? undefined : { ...found, start: lineStart, next }
    },
  }
}

/** The boundary of a multipart as it stands in the raw bytes; `''` when it has none. */
export function boundaryOf(entity: Entity): string {
  if (!isMultipart(entity)) return ''
  const boundary = entity.params['boundary']?.trimEnd() ?? ''
  return Buffer.from(boundary, 'utf8').toString('latin1')
}
