import type { PartBody } from '../core/mail-content.ts'
import { leavesDeep } from './choose-bodies.ts'
import { decodeLeaf } from './decode-leaf.ts'
import { isContainer, partIdOf } from './entity.ts'
import type { Pieces } from './in-pieces.ts'
import { listedName } from './list-part.ts'
import type { ReadMail } from './read-mail.ts'

/** The decoded bytes of one leaf, `undefined` when there is none of that id. */
export function* readPart({ raw, root }: ReadMail, partId: string): Pieces<PartBody | undefined> {
  const leaf = leavesDeep(root).find((candidate) => partIdOf(candidate) === partId)
  if (leaf === undefined || isContainer(leaf)) return undefined
  const bytes = yield* decodeLeaf(raw, leaf)
  return { contentType: leaf.contentType, fileName: listedName(leaf), bytes }
}
