import { writeFileSync } from 'node:fs'
import { check } from './check.ts'
import { chooseRows } from './choose-rows.ts'
import type { Result } from './measure.ts'
import { BenchError, readOptions } from './options.ts'
import type { Options } from './options.ts'
import { loadMaildev } from './peers.ts'
import { createRunFacts, describeRun } from './report/run-facts.ts'
import { toJson } from './report/to-json.ts'
import { toTargetText, toText } from './report/to-lines.ts'
import { readPage, writePage } from './report/to-markdown.ts'
import type { Row, Settings } from './row.ts'
import { rows } from './rows.ts'

try {
  const options = readOptions(process.argv.slice(2))
  const chosen = chooseRows(rows, options)
  if (options.lists) printList(chosen)
  else if (options.size === 'check') await runCheck(chosen, options.settings)
  else await runBench(chosen, options)
} catch (error) {
  // Also what `parseArgs` says of an option that it does not know.
  if (!(error instanceof BenchError) && !isOptionError(error)) throw error
  console.error(error.message)
  process.exitCode = 2
}

function printList(chosen: readonly Row[]): void {
  for (const { name, how, measures } of chosen) {
    console.log(`${name}: ${how}`)
    for (const measure of measures) console.log(`    ${measure.what}  ${toTargetText(measure)}`)
  }
}

/** For CI: whether something has become many times slower. */
async function runCheck(chosen: readonly Row[], settings: Settings): Promise<void> {
  const collapsed = await check(chosen, settings, console.log)
  for (const sentence of collapsed) console.error(sentence)
  if (collapsed.length > 0) process.exitCode = 1
}

async function runBench(chosen: readonly Row[], options: Options): Promise<void> {
  const { jsonFile, markdownFile, size, settings, hasPeers } = options
  // Before the minutes that it takes to have something for it.
  const page = markdownFile === undefined ? undefined : readPage(markdownFile)
  const peers = hasPeers ? { maildev: await loadMaildev() } : {}
  const run = createRunFacts(size)
  const { results, failures } = await measureAll(chosen, { ...settings, ...peers })
  const facts = run.end()
  console.log(`${toText(results)}\n`)
  console.log(`Medians. Ratio: to the bare smtp-server of the same round.\n${describeRun(facts)}`)
  if (jsonFile !== undefined) writeFileSync(jsonFile, toJson(facts, results))
  if (page) await writePage(page, facts, results)
  if (failures.length > 0) throw new AggregateError(failures, 'Not every row could be measured')
}

/** One row that fails does not cost the others their minutes. */
async function measureAll(
  chosen: readonly Row[],
  settings: Settings,
): Promise<{ readonly results: readonly Result[]; readonly failures: readonly unknown[] }> {
  const results: Result[] = []
  const failures: unknown[] = []
  for (const [index, row] of chosen.entries()) {
    console.error(`${index + 1}/${chosen.length} ${row.name}: ${row.how}`)
    try {
      results.push(...(await row.run(settings)))
    } catch (error) {
      failures.push(error)
    }
  }
  return { results, failures }
}

function isOptionError(error: unknown): error is Error {
  return (
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  )
}
