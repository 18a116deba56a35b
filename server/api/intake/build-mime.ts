import type MimeNode from 'nodemailer/lib/mime-node'
import type { Attachment } from './read-attachment.ts'

export interface MimeParts {
  /** There is always a text part, however empty. */
  readonly text: string
  /** `''` is none. */
  readonly html: string
  readonly attachments: readonly Attachment[]
}

const PARTS_OPTIONS = {
  // RFC 5322 2.1: lines end in CRLF.
  newline: 'windows',
  // Nothing in a request may make the server read a file or fetch an address.
  disableFileAccess: true,
  disableUrlAccess: true,
}

/** The tree as Mailpit builds it: mixed › related › alternative › the text, without what is not needed. */
export function buildMime(Node: typeof MimeNode, { text, html, attachments }: MimeParts): MimeNode {
  const inline = attachments.filter(({ contentId }) => contentId !== '')
  const attached = attachments.filter(({ contentId }) => contentId === '')
  const levels = [
    { type: 'multipart/mixed', isNeeded: attached.length > 0, parts: attached },
    { type: 'multipart/related', isNeeded: inline.length > 0, parts: inline },
    { type: 'multipart/alternative', isNeeded: html !== '', parts: [] },
    { type: 'text/plain; charset=utf-8', isNeeded: true, parts: [] },
  ].filter(({ isNeeded }) => isNeeded)

  let root: MimeNode | undefined
  let innermost: MimeNode | undefined
  const nodes = levels.map(({ type, parts }) => {
    innermost = innermost?.createChild(type, PARTS_OPTIONS) ?? new Node(type, PARTS_OPTIONS)
    root ??= innermost
    return { node: innermost, parts }
  })
  innermost?.setContent(text)
  if (html !== '') {
    nodes.at(-2)?.node.createChild('text/html; charset=utf-8', PARTS_OPTIONS).setContent(html)
  }
  // Behind what they belong to.
  for (const { node, parts } of nodes) for (const part of parts) addPart(node, part)
  if (!root) throw new Error('There is always a text part')
  return root
}

function addPart(node: MimeNode, { fileName, contentType, contentId, bytes }: Attachment): void {
  const part = node.createChild(contentType, { ...PARTS_OPTIONS, filename: fileName })
  part.setHeader('Content-Disposition', contentId === '' ? 'attachment' : 'inline')
  if (contentId !== '') part.setHeader('Content-Id', `<${contentId}>`)
  // RFC 2046 5.2.1: a message may not be encoded.
  const isMessage = /^message\//i.test(contentType)
  part.setHeader('Content-Transfer-Encoding', isMessage ? '8bit' : 'base64')
  part.setContent(bytes)
}
