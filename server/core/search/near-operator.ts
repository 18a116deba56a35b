import type { Operator } from './operators.ts'
import { OPERATORS } from './operators.ts'

/**
 * The operator that a word is one slip of the finger away from: one letter too many, missing, wrong, or
 * two swapped. Of a name of two letters a missing or wrong one leaves too little: `id:5` is no `is:`.
 */
export function nearOperator(word: string): Operator | undefined {
  return OPERATORS.find((operator) => isNear(word, operator))
}

function isNear(word: string, operator: string): boolean {
  const difference = word.length - operator.length
  if (Math.abs(difference) > 1) return false
  const start = commonStart(word, operator)
  const wordRest = word.slice(start)
  const operatorRest = operator.slice(start)
  if (difference === 1) return wordRest.slice(1) === operatorRest
  if (isSwapped(wordRest, operatorRest)) return true
  if (operator.length < 3) return false
  if (difference === -1) return wordRest === operatorRest.slice(1)
  return wordRest.slice(1) === operatorRest.slice(1)
}

function isSwapped(one: string, other: string): boolean {
  return (
    one.length >= 2 &&
    one.charAt(0) === other.charAt(1) &&
    one.charAt(1) === other.charAt(0) &&
    one.slice(2) === other.slice(2)
  )
}

function commonStart(one: string, other: string): number {
  let at = 0
  while (at < one.length && one.charAt(at) === other.charAt(at)) at += 1
  return at
}
