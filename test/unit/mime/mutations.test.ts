import { readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MimeNode } from '../../../server/core/mail-content.ts'
import { createMailReader } from '../../../server/mime/mail-reader.ts'

const folder = new URL('../../conformance/mime/fixtures/', import.meta.url)
const fixtures = readdirSync(folder)
  .filter((file) => file.endsWith('.eml'))
  .map((file) => readFileSync(new URL(file, folder)))

const pieces = [
  '\r\n',
  '\n',
  '\r',
  '\u0000',
  '--',
  '--b\r\n',
  '=?utf-8?B?',
  '?=',
  '"',
  '<',
  ':',
  ';',
  '=',
  '\u001b$B',
  'Content-Type: multipart/mixed\r\n',
  'charset=',
  '%',
  '*0*=',
  '\u00ff',
  '(',
  '<!--',
  '&#x110000;',
]

/** Cuts some bytes out of a mail and puts others in. */
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat({ max: 60 }),
  put: fc.oneof(
    fc.constantFrom(...pieces).map((text) => Buffer.from(text, 'latin1')),
    fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
  ),
})

const brokenMail = fc
  .tuple(fc.constantFrom(...fixtures), fc.array(edit, { minLength: 1, maxLength: 8 }))
  .map(([fixture, edits]) => {
    let mail = fixture
    for (const { at, cut, put } of edits) {
      const from = Math.floor(at * mail.length)
      mail = Buffer.concat([mail.subarray(0, from), put, mail.subarray(from + cut)])
    }
    return mail
  })

test('no mutation of a mail is rejected, and all its leaves can be fetched', async () => {
  const reader = createMailReader()

  await fc.assert(
    fc.asyncProperty(brokenMail, async (raw) => {
      const { attachmentCount, hasCode } = await reader.digest(raw)
      const { structure, inline, attachments, codes } = await reader.content(raw)

      expect(attachments).toHaveLength(attachmentCount)
      expect(codes.length > 0).toBe(hasCode)
      for (const { partId, fileName, size } of [...inline, ...attachments]) {
        expect(fileName).not.toMatch(/^$|[/\\\p{Cc}]/u)
        expect((await reader.part(raw, partId))?.bytes).toHaveLength(size)
      }
      const ids = allNodes(structure).map(({ partId }) => partId)
      expect(new Set(ids).size).toBe(ids.length)
    }),
    { numRuns: 300 },
  )
})

test('any bytes are a mail', async () => {
  const reader = createMailReader()

  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const content = await reader.content(Buffer.from(bytes))
      expect(content.structure.partId).toBe('0')
    }),
    { numRuns: 300 },
  )
})

function allNodes(node: MimeNode): MimeNode[] {
  return [node, ...node.children.flatMap(allNodes)]
}
