import { limits } from '../limits.ts'
import { parseDuration } from '../parse-duration.ts'
import type { FaultDrop } from './fault-rule.ts'

const DOMAIN = '@fault.test'
const TIMES: Readonly<Record<string, number>> = { once: 1, twice: 2, thrice: 3 }
const DROPS: Readonly<Record<string, FaultDrop>> = {
  drop: 'fin',
  'drop-fin': 'fin',
  'drop-rst': 'rst',
}

/** The fault that a recipient asks for by its name. */
export type FaultAddress =
  | { readonly kind: 'reject'; readonly code: number; readonly times: number | undefined }
  | { readonly kind: 'delay'; readonly delayMs: number }
  | { readonly kind: 'drop'; readonly drop: FaultDrop }
  | { readonly kind: 'unknown' }

/** For the reply to a misspelt one. */
export const FAULT_ADDRESS_FORMS =
  'At fault.test there are reject-550, reject-451-once, -twice, -thrice and -4-times, delay-2s, drop, drop-fin and drop-rst, each also with +anything'

/** Cheap, since every recipient is asked. */
export function isFaultAddress(recipient: string): boolean {
  const end = recipient.slice(-DOMAIN.length)
  return end.startsWith('@') && end.toLowerCase() === DOMAIN
}

/**
 * `reject-451-twice+any@fault.test`, of which `+any` only makes it distinct: tests that run side by side
 * do not count each other's. What is none of the forms is `unknown`, not accepted: a misspelt fault must
 * not look like a success.
 */
export function parseFaultAddress(recipient: string): FaultAddress {
  const [name = ''] = recipient.slice(0, -DOMAIN.length).toLowerCase().split('+')
  const drop = Object.hasOwn(DROPS, name) ? DROPS[name] : undefined
  if (drop !== undefined) return { kind: 'drop', drop }
  return parseReject(name) ?? parseDelay(name) ?? { kind: 'unknown' }
}

function parseReject(name: string): FaultAddress | undefined {
  const form = /^reject-([45]\d\d)(?:-(once|twice|thrice|[1-9]\d{0,2}-times))?$/
  const [, code, often] = form.exec(name) ?? []
  if (code === undefined) return undefined
  const times = often === undefined ? undefined : (TIMES[often] ?? Number.parseInt(often, 10))
  return { kind: 'reject', code: Number(code), times }
}

function parseDelay(name: string): FaultAddress | undefined {
  const delayMs = name.startsWith('delay-') ? parseDuration(name.slice(6)) : undefined
  if (delayMs === undefined || delayMs > limits.faultDelayMsMax) return undefined
  return { kind: 'delay', delayMs }
}
