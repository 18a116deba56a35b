import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder.ts'

// What is published, as others' resolvers read it.

const run = promisify(execFile)
const root = path.join(import.meta.dirname, '../..')

/** Packs what is built: never with a registry's help. */
async function pack(): Promise<Uint8Array> {
  const folder = temporaryFolder()
  const flags = ['--json', '--offline', '--ignore-scripts', '--pack-destination', folder]
  const { stdout } = await run('npm', ['pack', ...flags], { cwd: root })
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }]
  return new Uint8Array(readFileSync(path.join(folder, filename)))
}

test('publint has nothing to say', { timeout: 120_000 }, async () => {
  const tarball = (await pack()).buffer as ArrayBuffer

  const { messages, pkg } = await publint({ pack: { tarball }, strict: true })

  expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([])
})

test('the types are right for every way to import', { timeout: 120_000 }, async () => {
  const analysis = await checkPackage(createPackageFromTarballData(await pack()))

  const problems = analysis.types === false ? ['It has no types.'] : analysis.problems
  // Resolution of Node 10 knows no `exports`; the entry for Vitest is a module, as Vitest is.
  const serious = problems.filter((problem) => !isByDesign(problem))
  expect(serious).toEqual([])
})

function isByDesign(problem: unknown): boolean {
  const { kind, resolutionKind, entrypoint } = problem as Record<string, unknown>
  if (resolutionKind === 'node10') return true
  return kind === 'CJSResolvesToESM' && entrypoint === './vitest'
}
