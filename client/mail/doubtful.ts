import type { Criteria } from './criteria.ts'
import { describeValue } from './criteria.ts'
import { escapedExpression } from './match-text.ts'
import type { Scope } from './scope.ts'

/** Why criteria hardly match any message, however long one waits; `undefined` when they may. */
export function doubtOf(criteria: Criteria, scope: Scope): string | undefined {
  return doubtOfRecipient(criteria, scope) ?? doubtOfQuery(criteria, scope) ?? mistakeIn(criteria)
}

/** What is written otherwise than it is meant, and matches no message anywhere. */
export function mistakeIn(criteria: Criteria): string | undefined {
  return doubtOfAddress(criteria) ?? doubtOfText(criteria) ?? doubtOfHeader(criteria)
}

function doubtOfRecipient({ to }: Criteria, { inbox, domain }: Scope): string | undefined {
  if (inbox === undefined || typeof to !== 'string') return undefined
  const end = `.${domain}`.toLowerCase()
  const [, host = ''] = to.toLowerCase().split('@')
  if (!host.endsWith(end)) return undefined
  const other = host.slice(0, -end.length)
  return other === inbox ? undefined : `${to} is an address of inbox ${other}, not of this one.`
}

function doubtOfQuery({ query = '' }: Criteria, { inbox }: Scope): string | undefined {
  if (inbox === undefined) return undefined
  const [, other] = /(?:^|\s)inbox:=?"?([\w.@+=-]+)/i.exec(query) ?? []
  if (other === undefined || other.toLowerCase() === inbox || / OR /.test(query)) return undefined
  return `The query asks for inbox ${other}, and this is inbox ${inbox}.`
}

function doubtOfAddress(criteria: Criteria): string | undefined {
  for (const name of ['from', 'to', 'cc', 'bcc', 'replyTo'] as const) {
    const wanted = criteria[name]
    if (typeof wanted !== 'string' || wanted.includes('@')) continue
    return `"${name}" as text is a whole address: use an expression, such as /${escapedExpression(wanted)}/i, for a part of it.`
  }
  return undefined
}

function doubtOfText(criteria: Criteria): string | undefined {
  for (const name of ['subject', 'text', 'html'] as const) {
    const wanted = criteria[name]
    if (typeof wanted !== 'string' || !/^\/.+\/[a-z]*$/.test(wanted)) continue
    return `${name} ${describeValue(wanted)} is text with slashes: write it without quotes for an expression.`
  }
  return undefined
}

function doubtOfHeader({ headers = {} }: Criteria): string | undefined {
  // RFC 5322 3.6.8: visible ASCII without a colon.
  const name = Object.keys(headers).find((one) => !/^[!-9;-~]+$/.test(one))
  return name === undefined ? undefined : `No header can have the name ${JSON.stringify(name)}.`
}
