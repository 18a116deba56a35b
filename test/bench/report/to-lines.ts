import { formatTarget, formatValue, isWithin } from '../measure.ts'
import type { Measure, Result } from '../measure.ts'

/** A line of the table, as a person reads it. */
export interface Line {
  readonly what: string
  readonly measured: string
  readonly ratio: string
  readonly target: string
  readonly met: string
}

export function toLine(result: Result): Line {
  const { measure, value, ratio, note } = result
  return {
    what: note === undefined ? measure.what : `${measure.what} (${note})`,
    measured: formatValue(value, measure.unit),
    ratio: ratio?.toFixed(2) ?? '',
    target: toTargetText(measure),
    met: measure.target ? (isWithin(result, measure.target) ? 'yes' : 'NO') : '',
  }
}

export function toTargetText({ target, unit }: Measure): string {
  return target ? formatTarget(target, unit) : ''
}

/** Columns as wide as what is in them: `console.table` would add quotes and an index. */
export function toText(heads: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...lines.map((line) => line[column]?.length ?? 0)),
  )
  const toRow = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return [toRow(heads), toRow(widths.map((width) => '─'.repeat(width))), ...lines.map(toRow)].join(
    '\n',
  )
}
