import type { Bodies } from './choose-bodies.ts'
import { chooseBodies } from './choose-bodies.ts'
import type { Entity } from './entity.ts'
import type { Pieces } from './in-pieces.ts'
import { createProblems } from './mail-problems.ts'
import type { Problems } from './mail-problems.ts'
import { walkMime } from './walk-mime.ts'

/** A mail whose structure is known and whose bodies are still encoded. */
export interface ReadMail {
  readonly raw: Buffer
  readonly root: Entity
  readonly bodies: Bodies
  readonly problems: Problems
}

export function* readMail(raw: Buffer): Pieces<ReadMail> {
  const problems = createProblems()
  const root = yield* walkMime(raw, problems)
  return { raw, root, bodies: chooseBodies(root), problems }
}
