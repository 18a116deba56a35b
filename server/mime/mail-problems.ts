import type { MailProblem } from '../core/message.ts'

/** Everything that can be wrong with a mail. */
export type ProblemCode =
  | 'bad-base64'
  | 'bad-quoted-printable'
  | 'bare-newlines'
  | 'duplicate-header'
  | 'header-not-utf8'
  | 'header-too-large'
  | 'invalid-content-type'
  | 'invalid-date'
  | 'line-too-long'
  | 'malformed-header'
  | 'missing-boundary'
  | 'missing-charset'
  | 'missing-date'
  | 'missing-from'
  | 'nested-too-deep'
  | 'no-headers'
  | 'nul-bytes'
  | 'several-from'
  | 'too-many-parts'
  | 'too-many-tags'
  | 'unclosed-multipart'
  | 'undecodable-header'
  | 'unknown-charset'
  | 'unknown-encoding'
  | 'unreadable-address'
  | 'wrong-charset'

/** Collects what is wrong with one mail: the first case of each code, so hostile mail stays small. */
export interface Problems {
  add(code: ProblemCode, text: string): void
  list(): readonly MailProblem[]
}

export function createProblems(): Problems {
  const found = new Map<ProblemCode, string>()
  return {
    add(code, text) {
      if (!found.has(code)) found.set(code, text)
    },
    list: () => Array.from(found, ([code, text]) => ({ code, text })),
  }
}

const quotedMax = 60

/** A piece of the mail as it stands in a sentence: short, in quotes, without control characters. */
export function quoted(text: string): string {
  const shown = text.slice(0, quotedMax).replace(/[\u0000-\u001f\u007f-\u009f]/g, '?')
  return `"${shown}${text.length > quotedMax ? '…' : ''}"`
}
