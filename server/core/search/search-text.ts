import { hiddenRecipients } from '../bcc.ts'
import type { Envelope, MailAddress, MailDigest } from '../message.ts'
import type { TextField } from './operators.ts'
import { toSearched } from './to-searched.ts'

/*
 * A message is searched in three texts, which are all that is kept of its words: one string each, however
 * many fields there are. A search for words looks at `searchText` and `bodyText`, as Mailpit does. Lines
 * are fields. No searched text has a line break or a tab in it, so that nothing is found across two.
 */

/** The lines of `searchText`. */
const LINES = [
  'subject',
  'from',
  'to',
  'cc',
  'bcc',
  'reply-to',
  /** Recipients of the envelope that no header names. */
  'hidden',
  /** The sender of the envelope, and what a header says besides its addresses. */
  'rest',
  /** File names, with tabs between them. */
  'attachments',
] as const
type Line = (typeof LINES)[number]

/** The fields whose texts are lines of `searchText`, and which those are. */
const FIELD_LINES = {
  subject: ['subject'],
  from: ['from'],
  to: ['to'],
  cc: ['cc'],
  bcc: ['bcc', 'hidden'],
  'reply-to': ['reply-to'],
  addressed: ['from', 'to', 'cc', 'bcc', 'hidden', 'reply-to'],
} as const satisfies Partial<Record<TextField, readonly Line[]>>
export type LineField = keyof typeof FIELD_LINES

/** The lines that are named after the header they are made of. */
const HEADER_LINES: readonly string[] = LINES.slice(0, LINES.indexOf('hidden'))

/** The first lines of `detailText`; behind them each header is a line: its name, a tab, its value. */
const DETAIL_LINES = ['inline', 'text'] as const
type DetailLine = (typeof DETAIL_LINES)[number]

/** In place of a text: it is not kept twice. */
const SAME = '\t'

/** What a message is searched by, each text as `toSearched` makes it. */
export interface SearchSources {
  readonly subject: string
  readonly from: string
  readonly to: string
  readonly cc: string
  readonly bcc: string
  readonly replyTo: string
  readonly rest: string
  readonly attachments: readonly string[]
  readonly inline: readonly string[]
  /** `''` where there is none. */
  readonly html: string
  readonly text: string
  /** Names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[]
}

/** For a mail that says nothing. */
export const NOTHING_SEARCHED: SearchSources = {
  subject: '',
  from: '',
  to: '',
  cc: '',
  bcc: '',
  replyTo: '',
  rest: '',
  attachments: [],
  inline: [],
  html: '',
  text: '',
  headers: [],
}

export type SearchTexts = Pick<MailDigest, 'searchText' | 'bodyText' | 'detailText'>

export function toSearchTexts(sources: SearchSources): SearchTexts {
  const { subject, from, to, cc, bcc, replyTo, rest, attachments, inline, html, text } = sources
  const searchText = [
    ...[subject, from, to, cc, bcc, replyTo, '', rest],
    attachments.join('\t'),
  ].join('\n')
  const headers = sources.headers.map(
    ([name, value]) => `${name}\t${value === headerLine(searchText, name) ? SAME : value}`,
  )
  const detailText = [inline.join('\t'), textLine(text, html), ...headers, ''].join('\n')
  return { searchText, bodyText: html === '' ? text : html, detailText }
}

/** The text, unless it can be told from the body: all of it (a mail without HTML), or how much. */
function textLine(text: string, html: string): string {
  if (text === '') return ''
  if (html === '') return SAME
  return html.startsWith(text) ? `${SAME}${text.length}` : text
}

/** `Ann <ann@example.com>, bob@example.com`, to be searched. */
export function addressLine(mailboxes: readonly MailAddress[]): string {
  return toSearched(mailboxes.map(formatMailbox).join(', '))
}

export function formatMailbox({ name, address }: MailAddress): string {
  if (name === '') return address
  return address === '' ? name : `${name} <${address}>`
}

/** The digest of a mail that came in this envelope: who is only there is found as well. */
export function withEnvelope(digest: MailDigest, envelope: Envelope): MailDigest {
  const hidden = addressLine(hiddenRecipients(digest, envelope))
  const sender = toSearched(envelope.from)
  const isNamed = sender === '' || lineOf(digest.searchText, 'from').includes(sender)
  if (hidden === '' && isNamed) return digest
  const { start, end } = boundsOf(digest.searchText, LINES.indexOf('hidden'))
  const before = digest.searchText.slice(0, start)
  const after = digest.searchText.slice(end + 1)
  return { ...digest, searchText: `${before}${hidden}\n${isNamed ? '' : `${sender} `}${after}` }
}

export function isLineField(field: TextField): field is LineField {
  return field in FIELD_LINES
}

/** Which lines of `searchText` a field is, from 0. */
export function linesOfField(field: LineField): readonly number[] {
  return FIELD_LINES[field].map((line) => LINES.indexOf(line))
}

export function fieldTexts(searchText: string, field: LineField): readonly string[] {
  return FIELD_LINES[field].map((line) => lineOf(searchText, line))
}

export function lineOf(searchText: string, line: Line): string {
  const { start, end } = boundsOf(searchText, LINES.indexOf(line))
  return searchText.slice(start, end)
}

/** The line of a header, `''` for one that has none. */
function headerLine(searchText: string, name: string): string {
  const index = HEADER_LINES.indexOf(name)
  if (index < 0) return ''
  const { start, end } = boundsOf(searchText, index)
  return searchText.slice(start, end)
}

export function htmlOf({ bodyText, detailText }: MailDigest): string {
  return detailLine(detailText, 'text') === SAME ? '' : bodyText
}

export function textOf({ bodyText, detailText }: MailDigest): string {
  const line = detailLine(detailText, 'text')
  if (!line.startsWith(SAME)) return line
  return line === SAME ? bodyText : bodyText.slice(0, Number(line))
}

/** With tabs between them. */
export function fileNamesOf({ searchText, detailText }: MailDigest): string {
  return `${lineOf(searchText, 'attachments')}\t${detailLine(detailText, 'inline')}`
}

/** The values of a header, each of them; the name in lower case. */
export function* headersOf(
  { searchText, detailText }: MailDigest,
  name: string,
): Generator<string> {
  const start = `\n${name}\t`
  for (let at = detailText.indexOf(start); at >= 0; at = detailText.indexOf(start, at + 1)) {
    const from = at + start.length
    const value = detailText.slice(from, detailText.indexOf('\n', from))
    yield value === SAME ? headerLine(searchText, name) : value
  }
}

function detailLine(detailText: string, line: DetailLine): string {
  const { start, end } = boundsOf(detailText, DETAIL_LINES.indexOf(line))
  return detailText.slice(start, end)
}

function boundsOf(text: string, index: number): { start: number; end: number } {
  let start = 0
  for (let line = 0; line < index; line += 1) {
    const lineEnd = text.indexOf('\n', start)
    if (lineEnd < 0) return { start: text.length, end: text.length }
    start = lineEnd + 1
  }
  const end = text.indexOf('\n', start)
  return { start, end: end < 0 ? text.length : end }
}
