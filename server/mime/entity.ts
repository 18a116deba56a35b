import { findField, fieldText } from './header-field.ts'
import type { HeaderField } from './header-field.ts'
import type { Problems } from './mail-problems.ts'
import { quoted } from './mail-problems.ts'
import { parseContentType, parseDisposition } from './parse-params.ts'
import { safeFileName } from './file-name.ts'

/** A message or part with its place in the raw bytes (RFC 2045 2.4). */
export interface Entity {
  readonly fields: readonly HeaderField[]
  /** Lower case, without parameters. */
  contentType: string
  readonly params: Readonly<Record<string, string>>
  readonly disposition: string
  readonly fileName: string
  readonly contentId: string
  readonly encoding: string
  /** Mailpit's number of this entity if it is a leaf; a nested container has `.0` after it. */
  readonly number: string
  readonly depth: number
  readonly bodyStart: number
  bodyEnd: number
  readonly children: Entity[]
}

/** Where an entity stands in the tree. */
export interface EntityPlace {
  readonly number: string
  readonly depth: number
  readonly parentType: string
  readonly bodyStart: number
  readonly bodyEnd: number
}

export function toEntity(
  fields: readonly HeaderField[],
  place: EntityPlace,
  problems: Problems,
): Entity {
  const typeField = findField(fields, 'content-type')
  const dispositionField = findField(fields, 'content-disposition')
  const type = parseContentType(textOf(typeField, problems), problems)
  const disposition = parseDisposition(textOf(dispositionField, problems), problems)
  const name =
    disposition.params['filename'] ?? type.params['name'] ?? disposition.params['file'] ?? ''
  return {
    fields,
    contentType: contentTypeOf(type.value, place.parentType, problems),
    params: type.params,
    disposition: dispositionOf(disposition.value),
    fileName: safeFileName(name),
    contentId: unescaped(unbracketed(textOf(findField(fields, 'content-id')))),
    encoding: encodingOf(fields),
    number: place.number,
    depth: place.depth,
    bodyStart: place.bodyStart,
    bodyEnd: place.bodyEnd,
    children: [],
  }
}

export function isMultipart(entity: Entity): boolean {
  return entity.contentType.startsWith('multipart/')
}

/** Mailpit's number: root `0`, nested containers `1.0`. */
export function partIdOf(entity: Entity): string {
  if (entity.number === '') return '0'
  return isContainer(entity) ? `${entity.number}.0` : entity.number
}

/** Whether its body consists of parts; a multipart that was not walked is a leaf. */
export function isContainer(entity: Entity): boolean {
  return isMultipart(entity) && (entity.children.length > 0 || entity.bodyStart === entity.bodyEnd)
}

/** `<id>` as `id`; without brackets as it stands. */
export function unbracketed(text: string): string {
  return (/<([^<>]*)>/.exec(text)?.[1] ?? text).trim()
}

/** RFC 2392 2: a `cid:` URL escapes what Content-ID does not; Mailpit compares them unescaped. */
function unescaped(contentId: string): string {
  if (!contentId.includes('%')) return contentId
  try {
    return decodeURIComponent(contentId)
  } catch (error) {
    if (error instanceof URIError) return contentId
    throw error
  }
}

function textOf(field: HeaderField | undefined, problems?: Problems): string {
  return field === undefined ? '' : fieldText(field, problems)
}

/** RFC 2045 5.2: what has no type or none that can be read is plain text; RFC 2046 5.1.5: digests. */
function contentTypeOf(value: string, parentType: string, problems: Problems): string {
  if (/^[^\s/;]+\/[^\s/;]+$/.test(value)) return value
  if (value !== '') {
    problems.add(
      'invalid-content-type',
      `The Content-Type ${quoted(value)} is not "type/subtype"; the type of the part is a guess.`,
    )
  }
  const begun = /^[\w.+-]+\/[\w.+-]+/.exec(value)?.[0]
  if (begun !== undefined) return begun
  return parentType === 'multipart/digest' && value === '' ? 'message/rfc822' : 'text/plain'
}

/** RFC 2183 2.8: an unknown disposition counts as an attachment. */
function dispositionOf(value: string): string {
  return value === '' || value === 'inline' ? value : 'attachment'
}

function encodingOf(fields: readonly HeaderField[]): string {
  const text = textOf(findField(fields, 'content-transfer-encoding')).toLowerCase()
  return /^[^\s;("]+/.exec(text.replace(/^["\s]+/, ''))?.[0] ?? ''
}
