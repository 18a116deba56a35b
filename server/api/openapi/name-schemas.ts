import { examples } from '../../contract/examples.ts'

type Schema = Readonly<Record<string, unknown>>

export interface SchemaDocument {
  paths?: object
  components?: { schemas?: Record<string, object> }
}

/**
 * Gives every shape of the contract that has a `title` one place in the document, with its example, and
 * refers to it from everywhere else: a generated client then has one type for it, not twenty.
 */
export function nameSchemas(document: SchemaDocument): void {
  const components = (document.components ??= {})
  const named = new Map<string, object>(Object.entries(components.schemas ?? {}))

  function withReferences(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(withReferences)
    if (typeof value !== 'object' || value === null) return value
    const inner = Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, withReferences(one)]),
    )
    return isTitled(inner) ? refer(inner) : inner
  }

  function refer(schema: Schema & { readonly title: string }): object {
    const { title } = schema
    const example = examples[title]
    const whole = example === undefined ? schema : { ...schema, examples: [example] }
    const known = named.get(title)
    if (known && JSON.stringify(known) !== JSON.stringify(whole)) {
      throw new Error(`The contract has two shapes that are called ${title}`)
    }
    named.set(title, whole)
    return { $ref: `#/components/schemas/${title}` }
  }

  document.paths = withReferences(document.paths) as object
  components.schemas = Object.fromEntries(
    [...named].sort(([one], [other]) => (one < other ? -1 : 1)),
  )
}

/** A property that is called `title` is a schema, not a text. */
function isTitled(value: Schema): value is Schema & { readonly title: string } {
  return typeof value['title'] === 'string'
}
