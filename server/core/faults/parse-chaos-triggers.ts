import type { ChaosName, ChaosTrigger, ChaosTriggers } from './chaos.ts'
import { CHAOS_NAMES, NO_CHAOS, findChaosProblem } from './chaos.ts'

export type ParsedChaos =
  | { readonly ok: true; readonly triggers: ChaosTriggers }
  | { readonly ok: false; readonly problem: string }

/** `Sender:451:5,Recipient:452:10,Authentication:535:1`; what is not named stays off. */
export function parseChaosTriggers(text: string): ParsedChaos {
  const named = new Map<ChaosName, ChaosTrigger>()
  for (const part of text.trim() === '' ? [] : text.split(',')) {
    const parsed = parseTrigger(part.trim())
    if (parsed === undefined) {
      return { ok: false, problem: `"${part.trim()}" is not like Sender:451:5` }
    }
    if (named.has(parsed.name)) return { ok: false, problem: `${parsed.name} is there twice` }
    named.set(parsed.name, parsed.trigger)
  }
  const triggers = { ...NO_CHAOS, ...Object.fromEntries(named) }
  const problem = findChaosProblem(triggers)
  return problem === undefined ? { ok: true, triggers } : { ok: false, problem }
}

function parseTrigger(
  text: string,
): { readonly name: ChaosName; readonly trigger: ChaosTrigger } | undefined {
  const [, word = '', errorCode, probability] = /^([a-z]+):(\d{1,9}):(\d{1,9})$/i.exec(text) ?? []
  const name = CHAOS_NAMES.find((one) => one === word.toLowerCase())
  if (name === undefined) return undefined
  return { name, trigger: { errorCode: Number(errorCode), probability: Number(probability) } }
}
