import { isWithin } from '../measure.ts'
import type { Result } from '../measure.ts'
import type { RunFacts } from './run-facts.ts'

/** The results for programs. */
export function toJson(facts: RunFacts, results: readonly Result[]): string {
  const lines = results.map((result) => {
    const { id, what, unit, target } = result.measure
    const { value, ratio, note } = result
    return {
      id,
      what,
      value,
      unit,
      ...(ratio === undefined ? {} : { ratio }),
      ...(note === undefined ? {} : { note }),
      ...(target ? { target, met: isWithin(result, target) } : {}),
    }
  })
  return `${JSON.stringify({ ...facts, results: lines }, undefined, 2)}\n`
}
