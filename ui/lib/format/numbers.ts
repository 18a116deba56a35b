const whole = new Intl.NumberFormat('en')
const units = ['kB', 'MB', 'GB'] as const

export function formatCount(count: number): string {
  return whole.format(count)
}

/** `3 messages`, `1 message`: every countable word of the inbox takes a plain s. */
export function countOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** Powers of a thousand, as file managers and mail clients count. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  let value = bytes / 1000
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ${units[unit] ?? ''}`
}
