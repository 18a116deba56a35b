export type Unit = 'messages/s' | 'ms' | 'kB' | 'MB' | '×' | '%' | 'px'

/** What a measure is held to: its value, or its ratio to the bare smtp-server of the same round. */
export interface Target {
  readonly of: 'value' | 'ratio'
  readonly bound: 'at least' | 'at most'
  readonly number: number
}

/** One line of the table: what is measured, before anybody has measured it. */
export interface Measure {
  /** For programs: `row.measure`. */
  readonly id: string
  readonly what: string
  readonly unit: Unit
  readonly target?: Target
  /** What `--check` holds: so generous that only a collapse misses it. */
  readonly floor?: Target
}

export interface Result {
  readonly measure: Measure
  readonly value: number
  /** To the bare smtp-server of the same round. */
  readonly ratio?: number
  /** What a reader should know beside the number. */
  readonly note?: string
}

export function atLeast(number: number): Target {
  return { of: 'value', bound: 'at least', number }
}

export function atMost(number: number): Target {
  return { of: 'value', bound: 'at most', number }
}

export function ratioAtLeast(number: number): Target {
  return { of: 'ratio', bound: 'at least', number }
}

export function isWithin({ value, ratio = NaN }: Result, { of, bound, number }: Target): boolean {
  const measured = of === 'value' ? value : ratio
  return bound === 'at least' ? measured >= number : measured <= number
}

export function formatValue(value: number, unit: Unit): string {
  switch (unit) {
    case 'messages/s':
      return `${grouped(value, 0)} messages/s`
    case '×':
      return `${grouped(value, 2)} ×`
    case '%':
      return `${grouped(value, 0)} %`
    case 'ms':
    case 'kB':
    case 'MB':
    case 'px':
      return `${grouped(value, Math.abs(value) < 100 ? 1 : 0)} ${unit}`
  }
}

export function formatTarget({ of, bound, number }: Target, unit: Unit): string {
  const sign = bound === 'at least' ? '≥' : '≤'
  return of === 'ratio'
    ? `${sign} ${number.toFixed(2)} of bare`
    : `${sign} ${grouped(number, 2)} ${unit}`
}

function grouped(value: number, digitsMax: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: digitsMax })
}
