const KiB = 1024
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  k: KiB,
  kb: KiB,
  m: KiB ** 2,
  mb: KiB ** 2,
}

/** `500`, `1.5k`, `20MB` in bytes; `undefined` when it is none. */
export function parseSize(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d{1,12}(?:\.\d{1,6})?)(k|kb|m|mb)?$/i.exec(text) ?? []
  const factor = UNITS[unit.toLowerCase()]
  return digits === undefined || factor === undefined
    ? undefined
    : Math.floor(Number(digits) * factor)
}
