import { format, resolveConfig } from 'prettier'
import type { Result } from '../measure.ts'
import { BenchError } from '../options.ts'
import { describeRun } from './run-facts.ts'
import type { RunFacts } from './run-facts.ts'
import { toLine } from './to-lines.ts'

const begin = '<!-- bench: results, written by `npm run bench -- --markdown` -->'
const end = '<!-- bench: end of results -->'

/** The page with this run's results in the place of the last one's. */
export async function toMarkdown(
  page: { readonly file: string; readonly text: string },
  facts: RunFacts,
  results: readonly Result[],
): Promise<string> {
  const [from, to] = [page.text.indexOf(begin), page.text.indexOf(end)]
  if (from === -1 || to < from) {
    throw new BenchError(
      `${page.file} has no place for the results: put "${begin}" and "${end}" there.`,
    )
  }
  const table = [
    '| What | Measured | Ratio | Target | Met |',
    '| --- | ---: | ---: | ---: | --- |',
    ...results.map((result) => `| ${Object.values(toLine(result)).join(' | ')} |`),
  ].join('\n')
  const text = `${page.text.slice(0, from)}${begin}\n\n${describeRun(facts)}.\n\n${table}\n\n${page.text.slice(to)}`
  return format(text, { ...(await resolveConfig(page.file)), filepath: page.file })
}
