import { createHash } from 'node:crypto'
import { limits } from '../core/limits.ts'
import type { MailPart } from '../core/mail-content.ts'
import { partIdOf } from './entity.ts'
import type { Entity } from './entity.ts'
import { derivedFileName, safeFileName } from './file-name.ts'
import type { Pieces } from './in-pieces.ts'

/** The name a listed part goes by: its own, else its Content-ID as in Mailpit, else a derived one. */
export function listedName(leaf: Entity): string {
  return (
    leaf.fileName ||
    safeFileName(leaf.contentId) ||
    derivedFileName(partIdOf(leaf), leaf.contentType)
  )
}

export function* toMailPart(leaf: Entity, bytes: Buffer): Pieces<MailPart> {
  const { contentType, contentId } = leaf
  return {
    partId: partIdOf(leaf),
    fileName: listedName(leaf),
    contentType,
    contentId,
    size: bytes.length,
    checksums: yield* checksumsOf(bytes),
  }
}

function* checksumsOf(bytes: Buffer): Pieces<MailPart['checksums']> {
  const hashes = [createHash('md5'), createHash('sha1'), createHash('sha256')] as const
  for (let from = 0; from < bytes.length; from += limits.readPieceBytes) {
    if (from > 0) yield
    const piece = bytes.subarray(from, from + limits.readPieceBytes)
    for (const hash of hashes) hash.update(piece)
  }
  const [md5, sha1, sha256] = hashes
  return { md5: md5.digest('hex'), sha1: sha1.digest('hex'), sha256: sha256.digest('hex') }
}
