import { MailmittError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import type { TagFilter, TagFilterSource } from '../core/tags/tag-filter.ts'
import { parseTagFilter } from '../core/tags/tag-filter.ts'
import type { TagRules } from '../intake/tag-mail.ts'
import type { TagSettings } from './read-tag-settings.ts'
import { readYaml } from './read-yaml.ts'

/** The filters of the command line, then those of the file. */
export async function readTagRules({ filtersFile, ...rules }: TagSettings): Promise<TagRules> {
  if (filtersFile === undefined) return rules
  const name = filtersFile.flag
  const filters = toFilters(await readYaml(filtersFile.file, name), `${name} ${filtersFile.file}`)
  return { ...rules, filters: [...rules.filters, ...filters] }
}

/** Mailpit's form: `filters:`, a list of `{match, tags}`. All problems are told at once. */
function toFilters(content: unknown, name: string): readonly TagFilter[] {
  const entries = isMap(content) && hasOnly(content, ['filters']) ? content['filters'] : undefined
  if (!Array.isArray(entries)) {
    throw new MailmittError('invalid-config', `${name} must be a list under "filters:".`)
  }
  if (entries.length > limits.tagFiltersMax) {
    const text = `${name} has ${entries.length} filters; ${limits.tagFiltersMax} fit.`
    throw new MailmittError('invalid-config', text)
  }
  const parsed = entries.map((entry: unknown) => {
    const source = toSource(entry)
    return source ? parseTagFilter(source) : { ok: false as const, problem: WANTED }
  })
  const problems = parsed.flatMap((one, index) =>
    one.ok ? [] : [`${name}, filter ${index + 1}: ${one.problem}`],
  )
  if (problems.length > 0) throw new MailmittError('invalid-config', problems.join('\n'))
  return parsed.flatMap((one) => (one.ok ? [one.filter] : []))
}

const WANTED = 'It must have a "match", a search, and "tags", names with commas, and nothing else.'

function toSource(entry: unknown): TagFilterSource | undefined {
  if (!isMap(entry) || !hasOnly(entry, ['match', 'tags'])) return undefined
  const { match, tags } = entry
  if (typeof match !== 'string') return undefined
  if (typeof tags === 'string') return { match, names: tags.split(',') }
  return isTexts(tags) ? { match, names: tags } : undefined
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

/** A misspelt key must not look like one that is not there. */
function hasOnly(map: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean {
  return Object.keys(map).every((key) => keys.includes(key))
}
