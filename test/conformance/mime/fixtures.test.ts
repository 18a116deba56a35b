import { readFile, readdir } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { createMailReader } from '../../../server/mime/mail-reader.ts'

/**
 * What a fixture expects. Only the fields that are named are compared, but the problems always:
 * a fixture that names none is a mail without problems.
 */
interface Expected extends Record<string, unknown> {
  readonly about: string
  readonly problems?: readonly string[]
  /** Base64 of what `part` gives, or null where there is no such leaf. */
  readonly parts?: Readonly<Record<string, string | null>>
}

const folder = new URL('./fixtures/', import.meta.url)
const names = (await readdir(folder))
  .filter((file) => file.endsWith('.eml'))
  .map((file) => file.slice(0, -'.eml'.length))

describe('a mail is read as its fixture says', () => {
  test.for(names)('%s', async (name) => {
    const reader = createMailReader()
    const raw = await readFile(new URL(`${name}.eml`, folder))
    const { about, problems = [], parts = {}, ...expected } = await readExpected(name)

    const { dateMs, ...digest } = await reader.digest(raw)
    const date = dateMs === undefined ? undefined : new Date(dateMs)
    const content = await reader.content(raw)

    expect(toJson({ digest: { ...digest, date }, ...content }), about).toMatchObject(expected)
    expect(digest.problems.map(({ code }) => code).sort(), about).toEqual(problems)
    for (const [partId, bytes] of Object.entries(parts)) {
      const part = await reader.part(raw, partId)
      expect(part?.bytes.toString('base64') ?? null, `part ${partId}`).toBe(bytes)
    }
  })
})

async function readExpected(name: string): Promise<Expected> {
  const text = await readFile(new URL(`${name}.json`, folder), 'utf8')
  return JSON.parse(text) as Expected
}

/** As JSON has it: dates are text, and what is undefined is null. */
function toJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, field: unknown) => field ?? null))
}
