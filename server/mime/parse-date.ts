const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const namedZones: Readonly<Record<string, number>> = {
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
}
const dateLengthMax = 200
// RFC 5322 3.3 begins there; and Date.UTC takes the years 0 to 99 for 1900 to 1999.
const yearMin = 1900
// RFC 3339 has four digits; a zone can move the last day of 9999 out of them.
const yearMax = 9999
const dateTime =
  /^(?:[a-z]+ ?, ?|[a-z]{3} )?(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{2,4}) (\d{1,2}):(\d{2})(?::(\d{2}))? ?([+-]\d{4}|[a-z]{1,5})\b/i

/** Parses a Date header with the obsolete forms (RFC 5322 3.3, 4.3); `undefined` when it is none. */
export function parseDate(value: string): Date | undefined {
  if (value.length > dateLengthMax) return undefined
  const plain = value
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ?: ?/g, ':')
    .trim()
  const match = dateTime.exec(plain)
  if (match === null) return undefined
  const [, day = '', monthName = '', year = '', hour = '', minute = '', second = '0', zone = ''] =
    match
  const month = months.indexOf(monthName.toLowerCase())
  const fields = [fullYear(year), month, Number(day), Number(hour), Number(minute), Number(second)]
  return toDate(fields, zoneMinutes(zone))
}

function toDate(fields: readonly number[], offsetMinutes: number): Date | undefined {
  const [year = 0, month = -1, day = 0, hour = 0, minute = 0, second = 0] = fields
  // A leap second (60) is a valid time that Date has no name for.
  if (year < yearMin || month < 0 || hour > 23 || minute > 59 || second > 60) return undefined
  const local = new Date(Date.UTC(year, month, day, hour, minute, second))
  // Date.UTC turns 31 February into March: then the day is not the one that was sent.
  if (new Date(Date.UTC(year, month, day)).getUTCDate() !== day) return undefined
  const date = new Date(local.getTime() - offsetMinutes * 60_000)
  return date.getUTCFullYear() > yearMax ? undefined : date
}

/** RFC 5322 4.3: two digits below 50 are of this century, three digits count from 1900. */
function fullYear(digits: string): number {
  const year = Number(digits)
  if (digits.length >= 4) return year
  return digits.length === 2 && year < 50 ? year + 2000 : year + 1900
}

/** RFC 5322 4.3: zones by unknown name say nothing, so they are read as UTC. */
function zoneMinutes(zone: string): number {
  if (!/^[+-]/.test(zone)) return (namedZones[zone.toLowerCase()] ?? 0) * 60
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3))
  return zone.startsWith('-') ? -minutes : minutes
}
