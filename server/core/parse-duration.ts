const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 24 * 3_600_000,
  w: 7 * 24 * 3_600_000,
}

/** `0`, `500ms`, `10s`, `2m`, `7d` in milliseconds; `undefined` when it is none. */
export function parseDuration(text: string): number | undefined {
  if (text === '0') return 0
  const [, digits, unit] = /^(\d{1,15}(?:\.\d{1,3})?)(ms|s|m|h|d|w)$/.exec(text) ?? []
  const factor = unit === undefined ? undefined : UNITS[unit]
  return digits === undefined || factor === undefined ? undefined : Number(digits) * factor
}
