import type { Message } from './message.ts'

/** Text is found anywhere and in any case, as a search does; an expression decides by itself. */
export type TextMatcher = string | RegExp
/** Text is the whole address, in any case; an expression is tested on `Name <address>` and the address. */
export type AddressMatcher = string | RegExp

/** What a message must be like; every clause must hold. Without any, each message is. */
export interface Criteria {
  readonly subject?: TextMatcher
  readonly from?: AddressMatcher
  /** In the To header, or a recipient of the envelope. */
  readonly to?: AddressMatcher
  readonly cc?: AddressMatcher
  /** In no header: the message has it from its envelope. */
  readonly bcc?: AddressMatcher
  readonly replyTo?: AddressMatcher
  /** In the text part, or in the text of the HTML where there is none. */
  readonly text?: TextMatcher
  /** In the source of the HTML part. */
  readonly html?: TextMatcher
  /** Every one of them is attached; names in full, in any case. */
  readonly attachments?: readonly TextMatcher[]
  /** By name in any case; `true` is any value, `false` is none. */
  readonly headers?: Readonly<Record<string, TextMatcher | boolean>>
  readonly tag?: string
  /** Whether it has one at all, or this one. */
  readonly code?: TextMatcher | boolean
  /** Whether it has one at all, or one whose address or words are so. */
  readonly link?: TextMatcher | boolean
  /** More of the query language of the web UI: `larger:10k has:attachment`. */
  readonly query?: string
  /** Whatever else: true if it holds. What it throws is why it does not. */
  readonly where?: (message: Message) => unknown
}

/** What callers may write: a subject alone is so often all of it. */
export type CriteriaArgument = Criteria | TextMatcher | ((message: Message) => unknown)

const CLAUSES: ReadonlySet<string> = new Set<keyof Criteria>([
  'subject',
  'from',
  'to',
  'cc',
  'bcc',
  'replyTo',
  'text',
  'html',
  'attachments',
  'headers',
  'tag',
  'code',
  'link',
  'query',
  'where',
])

/** @throws TypeError for what is misspelt or empty: it would match every message */
export function toCriteria(argument: CriteriaArgument = {}): Criteria {
  const criteria = toClauses(argument)
  for (const [name, value] of Object.entries(criteria)) {
    if (!CLAUSES.has(name)) {
      throw new TypeError(
        `There is no criterion "${name}". Those that there are: ${[...CLAUSES].join(', ')}.`,
      )
    }
    checkValue(name, value)
  }
  return criteria
}

function toClauses(argument: unknown): Criteria {
  if (typeof argument === 'string' || isExpression(argument)) return { subject: argument }
  if (typeof argument === 'function') return { where: argument as (message: Message) => unknown }
  if (typeof argument === 'object' && argument !== null && !Array.isArray(argument)) return argument
  const given = Array.isArray(argument) ? 'a list' : String(argument)
  throw new TypeError(
    `Criteria are a subject, an expression, a function or { subject: …, to: … }, not ${given}.`,
  )
}

function checkValue(name: string, value: unknown): void {
  if (isEmpty(value)) {
    throw new TypeError(`The criterion "${name}" is empty, and would match every message.`)
  }
  const kind = KINDS[name] ?? 'text'
  if (!isOfKind[kind](value)) {
    throw new TypeError(`The criterion "${name}" is ${kindNames[kind]}, not ${shown(value)}.`)
  }
}

/** Blank text, and lists without a member: by accident, since to leave the clause out says the same. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  if (typeof value !== 'object' || isExpression(value)) return false
  const members: readonly unknown[] = Object.values(value)
  return members.length === 0 || members.some(isEmpty)
}

type Kind = 'text' | 'piece' | 'list' | 'fields' | 'words' | 'function'

const KINDS: Readonly<Record<string, Kind>> = {
  attachments: 'list',
  headers: 'fields',
  tag: 'words',
  query: 'words',
  code: 'piece',
  link: 'piece',
  where: 'function',
}

const kindNames: Readonly<Record<Kind, string>> = {
  text: 'text or an expression',
  piece: 'text, an expression, true or false',
  list: 'a list of file names',
  fields: 'an object of header names and what is in them',
  words: 'text',
  function: 'a function',
}

const isText = (value: unknown): boolean => typeof value === 'string' || isExpression(value)
const isPiece = (value: unknown): boolean => typeof value === 'boolean' || isText(value)

const isOfKind: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  text: isText,
  piece: isPiece,
  list: (value) => Array.isArray(value) && value.every(isText),
  fields: (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(isPiece),
  words: (value) => typeof value === 'string',
  function: (value) => typeof value === 'function',
}

function shown(value: unknown): string {
  return typeof value === 'function' ? 'a function' : JSON.stringify(value)
}

/** Of any realm: test runners have several. */
export function isExpression(value: unknown): value is RegExp {
  return Object.prototype.toString.call(value) === '[object RegExp]'
}

/** On one line, as in `subject "Welcome", to /@corp/`. */
export function describeCriteria(criteria: Criteria): string {
  const clauses = Object.entries(criteria).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${describeValue(value)}`],
  )
  return clauses.length === 0 ? 'any message' : clauses.join(', ')
}

export function describeValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'function') return value.name === '' ? 'a function' : `${value.name}()`
  if (isExpression(value) || typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return value.map(describeValue).join(' and ')
  return Object.entries(value)
    .map(([name, one]) => `${name}: ${describeValue(one)}`)
    .join(', ')
}
