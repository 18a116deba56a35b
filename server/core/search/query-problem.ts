/** Why a query cannot be read. */
export interface QueryProblem {
  /** Where in the query, from 0. */
  readonly at: number
  /** A sentence: what is wrong and what to write. */
  readonly problem: string
  /** The operator that was probably meant, such as `from:`. */
  readonly suggestion?: string
}

export type Told<T> =
  { readonly ok: true; readonly value: T } | ({ readonly ok: false } & QueryProblem)

export function told<T>(value: T): Told<T> {
  return { ok: true, value }
}

export function refused(at: number, problem: string): { readonly ok: false } & QueryProblem {
  return { ok: false, at, problem }
}
