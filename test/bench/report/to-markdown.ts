import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import type { Result } from '../measure.ts'
import { BenchError } from '../options.ts'
import { describeRun } from './run-facts.ts'
import type { RunFacts } from './run-facts.ts'
import { heads, toCells } from './to-lines.ts'

/** A page of Markdown that has a place for results. */
export interface Page {
  readonly file: string
  readonly before: string
  readonly after: string
}

const begin = '<!-- bench: results, written by `npm run bench -- --markdown` -->'
const end = '<!-- bench: end of results -->'

export function readPage(file: string): Page {
  if (!existsSync(file)) throw new BenchError(`--markdown: there is no file ${file}.`)
  const text = readFileSync(file, 'utf8')
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from === -1 || to < from) {
    throw new BenchError(`${file} has no place for results: put "${begin}" and "${end}" there.`)
  }
  return { file, before: text.slice(0, from), after: text.slice(to) }
}

/** This run's results take the place of the last one's. */
export async function writePage(
  { file, before, after }: Page,
  facts: RunFacts,
  results: readonly Result[],
): Promise<void> {
  const toRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const rows = results.map((result) => toRow(toCells(result)))
  const table = [toRow(heads), '| --- | ---: | ---: | ---: | --- |', ...rows].join('\n')
  const text = [before + begin, `${describeRun(facts)}.`, table, after].join('\n\n')
  const config = await resolveConfig(file)
  writeFileSync(file, await format(text, { ...config, filepath: file }))
}
