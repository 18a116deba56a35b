import type { Pattern } from '../patterns/regex.ts'
import type { Needle } from './needle.ts'
import type { Flag, TextField } from './operators.ts'
import type { When } from './parse-when.ts'

/** How a text is looked at. All values are folded. */
export type TextTest =
  | { readonly how: 'contains'; readonly needle: Needle }
  /** Nothing but this; `''` is a text that is empty or not there. */
  | { readonly how: 'equals'; readonly value: string }
  | {
      readonly how: 'regex'
      readonly source: string
      readonly flags: string
      readonly pattern: Pattern
    }

/** What one term asks of a message. */
export type Term =
  | { readonly type: 'words'; readonly needle: Needle }
  | { readonly type: 'text'; readonly field: TextField; readonly test: TextTest }
  /** The name is in lower case; without a test the header need only be there. */
  | { readonly type: 'header'; readonly name: string; readonly test: TextTest | undefined }
  | { readonly type: 'tag'; readonly value: string }
  | { readonly type: 'inbox'; readonly value: string }
  | { readonly type: 'flag'; readonly flag: Flag }
  | { readonly type: 'date'; readonly side: 'after' | 'before'; readonly when: When }
  | { readonly type: 'age'; readonly side: 'newer' | 'older'; readonly ms: number }
  | { readonly type: 'size'; readonly side: 'larger' | 'smaller'; readonly bytes: number }

/** Where in the query it was written: from `at` up to, not including, `end`. */
export interface Place {
  readonly at: number
  readonly end: number
}

export type QueryNode =
  | (Place & { readonly kind: 'and'; readonly children: readonly QueryNode[] })
  | (Place & { readonly kind: 'or'; readonly children: readonly QueryNode[] })
  | (Place & { readonly kind: 'not'; readonly child: QueryNode })
  | (Place & { readonly kind: 'term'; readonly term: Term })
