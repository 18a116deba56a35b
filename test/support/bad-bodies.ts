import type { JsonSchema, OpenApi } from './openapi.ts'
import { followed } from './openapi.ts'

export interface BadBody {
  readonly name: string
  readonly body: unknown
}

/** One value of each JSON type, and numbers that no count, code or percentage can be. */
const VALUES: readonly (readonly [type: string, value: unknown])[] = [
  ['null', null],
  ['boolean', true],
  ['string', 'surprise'],
  ['array', [[]]],
  ['object', { surprise: 1 }],
  ['fraction', 1.5],
  ['negative', -1],
  ['huge', 1e308],
]

/**
 * Bodies that are wrong in one place each: a valid body in which one value, at any depth, has another type
 * or one key too many.
 */
export function badBodiesOf(
  document: OpenApi,
  schema: JsonSchema,
  valid: unknown,
): readonly BadBody[] {
  const own = followed(document, schema)
  const wrong = VALUES.filter(([type]) => !isOfType(own, type)).map(([type, body]) => ({
    name: type,
    body,
  }))
  return [...wrong, ...inside(document, own, valid)]
}

function inside(document: OpenApi, schema: JsonSchema, valid: unknown): readonly BadBody[] {
  if (schema.items) {
    const items = Array.isArray(valid) ? (valid as unknown[]) : []
    return badBodiesOf(document, schema.items, items[0]).map(({ name, body }) => ({
      name: `[${name}]`,
      body: [body, ...items.slice(1)],
    }))
  }
  if (!schema.properties) return []
  const fields = (typeof valid === 'object' ? valid : {}) as Readonly<Record<string, unknown>>
  const surprise = { name: 'an unknown key', body: { ...fields, Surprise: 1 } }
  const deeper = Object.entries(schema.properties).flatMap(([key, property]) =>
    badBodiesOf(document, property, fields[key]).map(({ name, body }) => ({
      name: `${key}: ${name}`,
      body: { ...fields, [key]: body },
    })),
  )
  const missing = (schema.required ?? []).map((key) => {
    const { [key]: _left, ...rest } = fields
    return { name: `without ${key}`, body: rest }
  })
  return [surprise, ...deeper, ...missing]
}

/** Of numbers only fractions where they are allowed: the others are too small or too large, not of a type. */
function isOfType({ type, enum: values }: JsonSchema, name: string): boolean {
  if (values) return false
  return type === 'number' ? name === 'fraction' : name === type
}
