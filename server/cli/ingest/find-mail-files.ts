import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { limits } from '../../core/limits.ts'

/**
 * The files with mail that a path stands for: itself, or in a folder every `.eml` and `.mbox`, and what is
 * in `cur` and `new` of a Maildir. Sorted by name; links within folders are not followed, since they can
 * lead in circles.
 */
export async function* findMailFiles(place: string): AsyncGenerator<string, void, undefined> {
  const isFolder = (await stat(place)).isDirectory()
  if (isFolder) yield* walk({ folder: place, isMaildirBox: false, depth: 0 })
  else yield place
}

interface Walk {
  readonly folder: string
  /** Whether every file here is a message: `cur` or `new` of a Maildir. */
  readonly isMaildirBox: boolean
  readonly depth: number
}

async function* walk({
  folder,
  isMaildirBox,
  depth,
}: Walk): AsyncGenerator<string, void, undefined> {
  const entries = await readdir(folder, { withFileTypes: true })
  entries.sort((one, other) => (one.name < other.name ? -1 : 1))
  const isMaildir = ['cur', 'new'].every((name) => hasFolder(entries, name))
  for (const entry of entries) {
    const where = path.join(folder, entry.name)
    if (entry.isFile() && (isMaildirBox || /\.(?:eml|mbox)$/i.test(entry.name))) yield where
    if (!entry.isDirectory() || depth >= limits.ingestDepthMax) continue
    const isBox = isMaildir && (entry.name === 'cur' || entry.name === 'new')
    yield* walk({ folder: where, isMaildirBox: isBox, depth: depth + 1 })
  }
}

function hasFolder(entries: readonly Dirent[], name: string): boolean {
  return entries.some((entry) => entry.name === name && entry.isDirectory())
}
