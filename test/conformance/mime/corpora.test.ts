import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { MimeNode } from '../../../server/core/mail-content.ts'
import type { MailReader } from '../../../server/core/mail-content.ts'
import { createMailReader } from '../../../server/mime/mail-reader.ts'

// Real mail from public test suites; it is not part of the project, so it is read where it exists.
const root = resolve(import.meta.dirname, '../../..')
const folder = resolve(root, process.env['MAILMITT_CORPORA'] ?? '../shared/corpora')
const files = existsSync(folder) ? findMessages(folder) : []

describe('real mail', () => {
  test.skipIf(files.length === 0)(
    files.length === 0
      ? `skipped: there is no folder ${folder} (MAILMITT_CORPORA)`
      : `reads ${files.length} messages of ${folder} and every part in its stated size`,
    { timeout: 120_000 },
    async () => {
      const reader = createMailReader()
      const wrong: string[] = []

      for (const file of files) wrong.push(...(await faults(reader, file)))

      expect(wrong).toEqual([])
    },
  )
})

function findMessages(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:eml|raw)$/.test(name))
    .sort()
    .map((name) => join(path, name))
}

async function faults(reader: MailReader, file: string): Promise<string[]> {
  const raw = readFileSync(file)
  const wrong: string[] = []
  const digest = await reader.digest(raw)
  const { structure, inline, attachments, codes } = await reader.content(raw)
  if (digest.hasCode !== codes.length > 0) wrong.push(`${file}: codes`)
  if (digest.attachmentCount !== attachments.length) wrong.push(`${file}: attachments`)
  for (const { partId, size } of [...leaves(structure), ...inline, ...attachments]) {
    const part = await reader.part(raw, partId)
    if (part?.bytes.length !== size) wrong.push(`${file}: size of part ${partId}`)
  }
  return wrong
}

function leaves(node: MimeNode): MimeNode[] {
  return node.children.length > 0 ? node.children.flatMap(leaves) : [node].filter(isLeaf)
}

/** A multipart without parts has a number of its own but no bytes. */
function isLeaf({ contentType, size }: MimeNode): boolean {
  return !contentType.startsWith('multipart/') || size > 0
}
