import { findCodes } from '../core/extract/find-codes.ts'
import { findLinks } from '../core/extract/find-links.ts'
import type { HeaderLine, MailContent, MailPart, MimeNode } from '../core/mail-content.ts'
import { leavesDeep } from './choose-bodies.ts'
import { decodeLeaf, decodeText } from './decode-leaf.ts'
import { decodeWords } from './decode-words.ts'
import { isContainer, partIdOf, unbracketed } from './entity.ts'
import type { Entity } from './entity.ts'
import { fieldRaw, fieldText } from './header-field.ts'
import type { HeaderField } from './header-field.ts'
import { createHeaderPace } from './header-pace.ts'
import { htmlToText } from './html-to-text.ts'
import type { Pieces } from './in-pieces.ts'
import { toMailPart } from './list-part.ts'
import { createMailHeaders } from './mail-headers.ts'
import { createProblems } from './mail-problems.ts'
import { parseListUnsubscribe } from './parse-list-unsubscribe.ts'
import { mailWords } from './read-digest.ts'
import type { ReadMail } from './read-mail.ts'
import { readWords } from './read-words.ts'

/** Everything that can be read from a mail: decodes all of it. */
export function* readContent(mail: ReadMail): Pieces<MailContent> {
  const { raw, root, bodies } = mail
  // The digest has said what is wrong.
  const headers = createMailHeaders(root.fields, createProblems())
  const words = yield* readWords(mail)
  const html = bodies.html === undefined ? '' : yield* decodeText(raw, bodies.html)
  const text = yield* readText(mail, html)
  const { sizes, parts } = yield* readLeaves(mail)
  const listUnsubscribe = parseListUnsubscribe(
    headers.text('list-unsubscribe'),
    headers.text('list-unsubscribe-post'),
  )
  const links = yield* findLinks({
    references: words.references,
    text: bodies.texts.length > 0 ? text : '',
    unsubscribeUrls: listUnsubscribe.links,
  })
  return {
    returnPath: unbracketed(headers.text('return-path')),
    listUnsubscribe,
    text,
    html,
    links,
    codes: yield* findCodes(mailWords(headers, words)),
    inline: bodies.inline.flatMap((leaf) => parts.get(leaf) ?? []),
    attachments: bodies.attachments.flatMap((leaf) => parts.get(leaf) ?? []),
    headerLines: yield* toHeaderLines(root.fields),
    structure: toNode(root, sizes),
  }
}

function* readText({ raw, bodies }: ReadMail, html: string): Pieces<string> {
  if (bodies.texts.length === 0) return html === '' ? '' : yield* htmlToText(html)
  const texts: string[] = []
  for (const leaf of bodies.texts) texts.push(yield* decodeText(raw, leaf))
  return texts.join('\n--\n')
}

interface Leaves {
  readonly sizes: ReadonlyMap<Entity, number>
  readonly parts: ReadonlyMap<Entity, MailPart>
}

/** Decodes leaf by leaf, so that never more than one body is held beside the raw mail. */
function* readLeaves({ raw, root, bodies }: ReadMail): Pieces<Leaves> {
  const listed = new Set([...bodies.inline, ...bodies.attachments])
  const sizes = new Map<Entity, number>()
  const parts = new Map<Entity, MailPart>()
  for (const leaf of leavesDeep(root)) {
    if (isContainer(leaf)) continue
    const bytes = yield* decodeLeaf(raw, leaf)
    sizes.set(leaf, bytes.length)
    if (listed.has(leaf)) parts.set(leaf, yield* toMailPart(leaf, bytes))
  }
  return { sizes, parts }
}

function* toHeaderLines(fields: readonly HeaderField[]): Pieces<HeaderLine[]> {
  const lines: HeaderLine[] = []
  const isPieceFull = createHeaderPace()
  for (const field of fields) {
    const unfolded = fieldText(field)
    if (isPieceFull(unfolded)) yield
    const value = decodeWords(unfolded)
    lines.push({ name: field.name, value, raw: fieldRaw(field), unfolded })
  }
  return lines
}

function toNode(entity: Entity, sizes: ReadonlyMap<Entity, number>): MimeNode {
  const { contentType, params, disposition, fileName, contentId, encoding, children } = entity
  return {
    partId: partIdOf(entity),
    contentType,
    params,
    disposition,
    fileName,
    contentId,
    encoding,
    size: sizes.get(entity) ?? 0,
    children: children.map((child) => toNode(child, sizes)),
  }
}
