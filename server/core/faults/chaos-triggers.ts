/** One of Mailpit's three dice. */
export interface ChaosTrigger {
  /** 400 to 599. */
  readonly errorCode: number
  /** Percent; 0 is off. */
  readonly probability: number
}

export const CHAOS_NAMES = ['sender', 'recipient', 'authentication'] as const
export type ChaosName = (typeof CHAOS_NAMES)[number]
export type ChaosTriggers = Readonly<Record<ChaosName, ChaosTrigger>>

export const NO_CHAOS: ChaosTriggers = {
  sender: { errorCode: 451, probability: 0 },
  recipient: { errorCode: 451, probability: 0 },
  authentication: { errorCode: 535, probability: 0 },
}

/** What Mailpit calls them on the command line, in any case. */
const WORDS: ReadonlyMap<string, ChaosName> = new Map([
  ['sender', 'sender'],
  ['recipient', 'recipient'],
  ['recipients', 'recipient'],
  ['authentication', 'authentication'],
  ['auth', 'authentication'],
])

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
  const name = WORDS.get(word.toLowerCase())
  if (name === undefined) return undefined
  return { name, trigger: { errorCode: Number(errorCode), probability: Number(probability) } }
}

/** Mailpit's sentence about what is wrong, or `undefined`. */
export function findChaosProblem(triggers: ChaosTriggers): string | undefined {
  const all = Object.values(triggers)
  if (!all.every(({ errorCode }) => isWhole(errorCode, 400, 599))) {
    return 'error code must be between 400 and 599'
  }
  if (!all.every(({ probability }) => isWhole(probability, 0, 100))) {
    return 'probability must be between 0 and 100'
  }
  return undefined
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max
}
