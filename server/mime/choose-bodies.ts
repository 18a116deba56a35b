import { isContainer } from './entity.ts'
import type { Entity } from './entity.ts'

/** The leaves of a mail by what they are for, as Mailpit decides it. */
export interface Bodies {
  readonly texts: readonly Entity[]
  readonly html: Entity | undefined
  readonly inline: readonly Entity[]
  readonly attachments: readonly Entity[]
}

/**
 * Mailpit's rules (`mailpit-v1.md` 2.2), but no leaf is lost: one that is neither body nor attachment
 * is listed with the inline parts, where Mailpit drops it without a name.
 */
export function chooseBodies(root: Entity): Bodies {
  const deep = leavesDeep(root)
  const broad = leavesBroad(root)
  const isText = (leaf: Entity): boolean => isBody(leaf, 'text/plain')
  const texts =
    root.contentType === 'multipart/alternative'
      ? broad.filter(isText).slice(0, 1)
      : deep.filter(isText)
  const html = deep.find((leaf) => isBody(leaf, 'text/html'))
  const bodies = new Set([...texts, html])
  // A named inline text is both: it is read with the text and can be saved as a file.
  const isListed = (leaf: Entity): boolean =>
    !bodies.has(leaf) || (leaf.disposition === 'inline' && leaf.fileName !== '')
  const listed = broad.filter((leaf) => !isAttachment(leaf) && isListed(leaf))
  return {
    texts,
    html,
    inline: [
      ...listed.filter((leaf) => leaf.disposition === 'inline'),
      ...listed.filter((leaf) => leaf.disposition === ''),
    ],
    attachments: broad.filter(isAttachment),
  }
}

/** Leaves in the order of the mail. */
export function leavesDeep(entity: Entity): Entity[] {
  return isContainer(entity) ? entity.children.flatMap(leavesDeep) : [entity]
}

/** Leaves by level, outer ones first. */
function leavesBroad(root: Entity): Entity[] {
  const leaves: Entity[] = []
  for (let level = [root]; level.length > 0; level = level.flatMap(({ children }) => children)) {
    leaves.push(...level.filter((entity) => !isContainer(entity)))
  }
  return leaves
}

function isBody(leaf: Entity, contentType: string): boolean {
  return leaf.contentType === contentType && leaf.disposition !== 'attachment'
}

function isAttachment({ disposition, contentType }: Entity): boolean {
  if (disposition === 'attachment') return true
  return contentType === 'application/octet-stream' && disposition === ''
}
