import type { Criteria } from './criteria.ts'

/**
 * What the server can look for, so that it answers with few messages: all that meet the criteria match this
 * query, and maybe others. Expressions, functions and what a query cannot say are tested here afterwards.
 */
export function toQuery(criteria: Criteria): string {
  const { subject, from, to, cc, bcc, attachments = [], tag, code, query } = criteria
  const terms = [
    ...words('subject', subject),
    ...address('from', from),
    ...recipient(to),
    ...address('cc', cc),
    ...address('bcc', bcc),
    ...attachments.flatMap((name) => words('filename', name)),
    ...(isPlain(tag) ? [`tag:"${tag}"`] : []),
    ...(code === undefined || code === false ? [] : ['has:code']),
  ]
  // The server reads so many terms, and a test may ask for more.
  const bounded = terms.slice(0, termsMax)
  return [...bounded, ...(query === undefined ? [] : [`(${query})`])].join(' ')
}

const termsMax = 20
const termLengthMax = 100

/**
 * Signs that are themselves in every form of a text, whatever stands around them: ASCII, Cyrillic but for
 * what an accent makes, and Han. The quote cannot be written in a query.
 */
const plain = String.raw`!#-~ \u0410-\u0418\u041a-\u0438\u043a-\u044f\u4e00-\u9fff`
/** Every other sign, and the one before it, with which it may make a third (Unicode normalisation). */
const odd = new RegExp(`"|[${plain}]?[^${plain}"]+`)
const allPlain = new RegExp(`^[${plain}]+$`)

function isPlain(text: unknown): text is string {
  return typeof text === 'string' && text.length <= termLengthMax && allPlain.test(text)
}

/** The pieces of a text that any message with the whole of it has too. */
function words(field: string, text: unknown): readonly string[] {
  if (typeof text !== 'string') return []
  const pieces = text.split(odd).map((piece) => piece.slice(0, termLengthMax).trim())
  // Of signs alone the server makes spaces.
  return pieces.filter((piece) => /[^\W_]|[^ -~]/.test(piece)).map((piece) => `${field}:"${piece}"`)
}

function address(field: string, text: unknown): readonly string[] {
  // An address as people write it: `Ann <ann@example.com>` is compared as a whole, here.
  return isPlain(text) && /^[^\s"<>]+$/.test(text) ? [`${field}:"${text}"`] : []
}

function recipient(text: unknown): readonly string[] {
  const [asked] = address('to', text)
  return asked === undefined ? [] : [`(${asked} OR envelope-${asked})`]
}
