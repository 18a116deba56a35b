import { Type } from 'typebox'
import type { Static, TSchema, TSchemaOptions, TUnsafe } from 'typebox'

// One type each, and not a choice of schemas: a choice has to be validated for each answer that is written.

/** One of several words. */
export const OneOf = <const W extends readonly string[]>(
  words: W,
  options: TSchemaOptions = {},
): TUnsafe<W[number]> => Type.Unsafe<W[number]>({ type: 'string', enum: [...words], ...options })

/** It, or `null`. */
export const OrNull = <T extends TSchema & { readonly type: string }>(
  schema: T,
  options: TSchemaOptions = {},
): TUnsafe<Static<T> | null> =>
  Type.Unsafe<Static<T> | null>({ ...schema, type: [schema.type, 'null'], ...options })
