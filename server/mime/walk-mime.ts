import { limits } from '../core/limits.ts'
import { boundaryOf, createOpenMultiparts } from './open-multiparts.ts'
import type { Delimiter, OpenMultiparts } from './open-multiparts.ts'
import { isContainer, isMultipart, toEntity } from './entity.ts'
import type { Entity, EntityPlace } from './entity.ts'
import { guessBoundary } from './guess-boundary.ts'
import type { Pieces } from './in-pieces.ts'
import type { Problems } from './mail-problems.ts'
import { quoted } from './mail-problems.ts'
import { endBefore, toRawLines } from './raw-lines.ts'
import type { RawLines } from './raw-lines.ts'
import { readHeaders } from './read-headers.ts'
import type { HeaderFault } from './read-headers.ts'

const DASH = 0x2d
const CR = 0x0d
const LF = 0x0a

interface Walk {
  readonly lines: RawLines
  readonly problems: Problems
  nodes: number
}

/** Reads the MIME tree (RFC 2046 5.1) of a mail: bounded, and never failing. */
export function* walkMime(raw: Buffer, problems: Problems): Pieces<Entity> {
  const walk: Walk = { lines: toRawLines(raw), problems, nodes: 0 }
  const place = { number: '', depth: 0, parentType: '', bodyStart: 0, bodyEnd: raw.length }
  const root = yield* readEntity(walk, place, createOpenMultiparts(walk.lines))
  yield* walkParts(walk, root, boundaryOf(root))
  // Those whose boundary is missing or never came; repairing one can bring up others.
  const unrepaired = childlessMultiparts(root).map((entity) => ({ entity, guesses: 0 }))
  for (let next = unrepaired.pop(); next !== undefined; next = unrepaired.pop()) {
    const { entity, guesses } = next
    yield* repairMultipart(walk, entity, guesses)
    if (!isMultipart(entity)) continue
    for (const inner of entity.children.flatMap(childlessMultiparts)) {
      unrepaired.push({ entity: inner, guesses: guesses + 1 })
    }
  }
  return root
}

function* walkParts(walk: Walk, top: Entity, boundary: string): Pieces<void> {
  if (boundary === '' || isTooDeep(walk, top)) return
  const { raw } = walk.lines
  const end = top.bodyEnd
  const open = createOpenMultiparts(walk.lines)
  open.push(top, boundary)
  let leaf: Entity | undefined
  let position = top.bodyStart
  for (;;) {
    const delimiter = yield* nextDelimiter(walk.lines, open, position, end)
    const partEnd = delimiter === undefined ? end : endBefore(raw, delimiter.start)
    if (leaf !== undefined) leaf.bodyEnd = Math.max(leaf.bodyStart, partEnd)
    leaf = undefined
    closeUpTo(walk, open, delimiter?.entity, partEnd)
    if (delimiter === undefined) return
    if (delimiter.isClose) {
      open.pop()
      delimiter.entity.bodyEnd = Math.max(delimiter.entity.bodyStart, partEnd)
      if (open.top() === undefined) return
      position = delimiter.next
      continue
    }
    if (walk.nodes >= limits.mimeNodesMax) {
      keepRest(walk, delimiter, end)
      return
    }
    const part = yield* readPart(walk, open, delimiter, end)
    position = part.bodyStart
    const inner = boundaryOf(part)
    if (inner !== '' && !isTooDeep(walk, part)) open.push(part, inner)
    else leaf = part
  }
}

function* nextDelimiter(
  lines: RawLines,
  open: OpenMultiparts,
  from: number,
  end: number,
): Pieces<Delimiter | undefined> {
  let lineStart = from
  let pieceEnd = from + limits.readPieceBytes
  while (lineStart < end) {
    const delimiter = open.delimiterAt(lineStart, end)
    if (delimiter !== undefined) return delimiter
    for (;;) {
      const found = nextDashes(lines, lineStart, Math.min(end, pieceEnd))
      if (found !== undefined) {
        lineStart = found
        break
      }
      if (pieceEnd >= end) return undefined
      // One byte back for a line break that the piece cut off from its dashes.
      lineStart = Math.max(lineStart, pieceEnd - 1)
      pieceEnd += limits.readPieceBytes
      yield
    }
  }
  return undefined
}

/** The start of the next line that begins with a dash and whose line break is before `end`. */
function nextDashes({ raw, endsWithCr }: RawLines, from: number, end: number): number | undefined {
  if (endsWithCr) return nextMacDashes(raw, from, end)
  const afterLf = raw.subarray(from, end + 1).indexOf('\n-', 0, 'latin1')
  return afterLf === -1 ? undefined : from + afterLf + 1
}

/** Byte by byte: a search for each kind of line break would go over all the lines of the other. */
function nextMacDashes(raw: Buffer, from: number, end: number): number | undefined {
  for (let at = from; at < end; at++) {
    if (raw[at + 1] === DASH && (raw[at] === CR || raw[at] === LF)) return at + 1
  }
  return undefined
}

/** Closes the multiparts inside `entity` that its boundary cuts off; all of them at the end. */
function closeUpTo(
  walk: Walk,
  open: OpenMultiparts,
  entity: Entity | undefined,
  end: number,
): void {
  for (let inner = open.top(); inner !== entity && inner !== undefined; inner = open.top()) {
    open.pop()
    inner.bodyEnd = Math.max(inner.bodyStart, end)
    if (inner.children.length === 0) continue
    walk.problems.add(
      'unclosed-multipart',
      `The ${inner.contentType} has no closing boundary line ${quoted(`--${boundaryOf(inner)}--`)}.`,
    )
  }
}

function* readPart(
  walk: Walk,
  open: OpenMultiparts,
  delimiter: Delimiter,
  end: number,
): Pieces<Entity> {
  const parent = delimiter.entity
  const place = childPlace(parent, delimiter.next, end)
  const part = yield* readEntity(walk, place, open)
  parent.children.push(part)
  return part
}

function childPlace(parent: Entity, bodyStart: number, bodyEnd: number): EntityPlace {
  const index = String(parent.children.length + 1)
  const number = parent.number === '' ? index : `${parent.number}.${index}`
  const { contentType: parentType, depth } = parent
  return { number, depth: depth + 1, parentType, bodyStart, bodyEnd }
}

/** Reads the header of the entity that begins at `place.bodyStart`. */
function* readEntity(walk: Walk, place: EntityPlace, open: OpenMultiparts): Pieces<Entity> {
  walk.nodes++
  const { fields, bodyStart, faults } = yield* readHeaders(walk.lines, {
    start: place.bodyStart,
    end: place.bodyEnd,
    isDelimiter: (lineStart) => open.delimiterAt(lineStart, place.bodyEnd) !== undefined,
  })
  for (const fault of faults) noteHeaderFault(walk.problems, fault, place)
  return toEntity(fields, { ...place, bodyStart }, walk.problems)
}

function noteHeaderFault(problems: Problems, fault: HeaderFault, { number }: EntityPlace): void {
  const owner = number === '' ? 'message' : `part ${number.slice(0, 20)}`
  switch (fault) {
    case 'no-headers':
      // RFC 2046 5.1: a part may be without header fields, a message may not.
      if (number === '') {
        problems.add(fault, 'The message does not begin with header fields; all of it is text.')
      }
      return
    case 'malformed-header':
      problems.add(
        fault,
        `A line in the header of the ${owner} is neither a field nor indented; an empty line must stand before the body.`,
      )
      return
    case 'header-too-large':
      problems.add(
        fault,
        `The header of the ${owner} has more than ${limits.headerBytesMax} bytes; the rest of it is not read.`,
      )
  }
}

function isTooDeep({ problems }: Walk, entity: Entity): boolean {
  if (entity.depth < limits.mimeDepthMax) return false
  problems.add(
    'nested-too-deep',
    `Multiparts are nested more than ${limits.mimeDepthMax} levels deep; the inner ones are kept as one part.`,
  )
  return true
}

/** The rest of a mail of too many parts is one more part, so that its bytes can be fetched. */
function keepRest(walk: Walk, { entity: parent, next }: Delimiter, end: number): void {
  walk.problems.add(
    'too-many-parts',
    `There are more than ${limits.mimeNodesMax} parts; the rest is kept as one part.`,
  )
  const rest = toEntity([], childPlace(parent, next, end), walk.problems)
  rest.contentType = 'application/octet-stream'
  parent.children.push(rest)
}

function childlessMultiparts(entity: Entity): Entity[] {
  if (entity.children.length > 0) return entity.children.flatMap(childlessMultiparts)
  return isMultipart(entity) && entity.depth < limits.mimeDepthMax ? [entity] : []
}

/**
 * A multipart without a part: the boundary that was meant is found, or the body is taken as text.
 * `guesses` is how many were made for those around it.
 */
function* repairMultipart(walk: Walk, entity: Entity, guesses: number): Pieces<void> {
  const declared = boundaryOf(entity)
  if (isBlank(walk.lines.raw, entity)) entity.bodyEnd = entity.bodyStart
  const guess =
    guesses < limits.mimeGuessesMax
      ? yield* guessBoundary(walk.lines, entity.bodyStart, entity.bodyEnd)
      : ''
  const fault =
    declared === '' ? 'has no boundary' : `never has its boundary line ${quoted(`--${declared}`)}`
  const remedy =
    guess === '' ? 'its body is read as text' : `${quoted(`--${guess}`)} is taken for it`
  walk.problems.add('missing-boundary', `The ${entity.contentType} ${fault}; ${remedy}.`)
  if (guess !== '' && walk.nodes < limits.mimeNodesMax) yield* walkParts(walk, entity, guess)
  if (!isContainer(entity)) entity.contentType = 'text/plain'
}

const blankBytesMax = 64

function isBlank(raw: Buffer, { bodyStart, bodyEnd }: Entity): boolean {
  return (
    bodyEnd - bodyStart <= blankBytesMax && raw.toString('latin1', bodyStart, bodyEnd).trim() === ''
  )
}
