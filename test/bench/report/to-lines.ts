import { formatTarget, formatValue, isWithin } from '../measure.ts'
import type { Measure, Result } from '../measure.ts'

export const heads = ['What', 'Measured', 'Ratio', 'Target', 'Met'] as const

/** A line of the table, as a person reads it: a cell for each of the heads. */
export function toCells(result: Result): readonly string[] {
  const { measure, value, ratio, note } = result
  return [
    note === undefined ? measure.what : `${measure.what} (${note})`,
    formatValue(value, measure.unit),
    ratio?.toFixed(2) ?? '',
    toTargetText(measure),
    measure.target ? (isWithin(result, measure.target) ? 'yes' : 'NO') : '',
  ]
}

export function toTargetText({ target, unit }: Measure): string {
  return target ? formatTarget(target, unit) : ''
}

/** Columns as wide as what is in them: `console.table` would add quotes and an index. */
export function toText(results: readonly Result[]): string {
  const lines = results.map(toCells)
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...lines.map((line) => line[column]?.length ?? 0)),
  )
  const toRow = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  const rule = widths.map((width) => '─'.repeat(width))
  return [toRow(heads), toRow(rule), ...lines.map(toRow)].join('\n')
}
