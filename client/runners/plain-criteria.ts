import type { Criteria, CriteriaArgument } from '../mail/criteria.ts'
import { isExpression, toCriteria } from '../mail/criteria.ts'

/** Criteria as JSON, for runners whose tests run in another process than their tasks. */
export type PlainCriteria = Readonly<Record<string, unknown>>

const EXPRESSION = '$expression'

/** @throws TypeError for `where`: a function cannot go to another process */
export function toPlainCriteria(argument?: CriteriaArgument): PlainCriteria {
  const criteria = toCriteria(argument)
  if (criteria.where !== undefined) {
    throw new TypeError('`where` cannot be used here: look at the message that the command gives.')
  }
  return toPlain(criteria) as PlainCriteria
}

export function fromPlainCriteria(plain: PlainCriteria): Criteria {
  return fromPlain(plain) as Criteria
}

function toPlain(value: unknown): unknown {
  if (isExpression(value)) return { [EXPRESSION]: [value.source, value.flags] }
  if (Array.isArray(value)) return value.map(toPlain)
  return isObject(value) ? mapped(value, toPlain) : value
}

function fromPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromPlain)
  if (!isObject(value)) return value
  const { [EXPRESSION]: expression } = value
  if (Array.isArray(expression)) return new RegExp(String(expression[0]), String(expression[1]))
  return mapped(value, fromPlain)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function mapped(
  value: Record<string, unknown>,
  change: (value: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, change(one)]))
}
