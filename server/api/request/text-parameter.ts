import { Type } from 'typebox'
import type { TOptional, TString } from 'typebox'

/** An optional parameter of a query string. */
export function textParameter(description: string): TOptional<TString> {
  return Type.Optional(Type.String({ description }))
}
