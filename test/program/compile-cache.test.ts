import { chmod, mkdir, readdir, stat } from 'node:fs/promises'
import module from 'node:module'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { ANY_PORTS, run } from '../support/run-built.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const canKeep = 'enableCompileCache' in module
const hasModes = process.platform !== 'win32'

/** Starts and stops with a place for caches. */
async function startWith(cacheHome: string, env: NodeJS.ProcessEnv = {}): Promise<number | null> {
  const program = run(ANY_PORTS, { XDG_CACHE_HOME: cacheHome, LOCALAPPDATA: cacheHome, ...env })
  await program.said('Ctrl-C stops it.')
  program.child.kill('SIGTERM')
  return (await program.ended).code
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

describe.skipIf(!canKeep || !hasModes)('what V8 compiled is kept for the next start', () => {
  test('where nobody else can write', async () => {
    const home = temporaryFolder()
    const place = path.join(home, 'mailmitt/compiled')

    expect(await startWith(home)).toBe(0)

    expect((await stat(place)).mode & 0o777).toBe(0o700)
    const kept = [...(await filesIn(place))]
    expect(kept.length).toBeGreaterThan(10)
    expect(await startWith(home)).toBe(0)
    expect(await filesIn(place)).toEqual(expect.arrayContaining(kept))
  })

  test('and not where others can, who could have it run their own', async () => {
    const home = temporaryFolder()
    const place = path.join(home, 'mailmitt/compiled')
    await mkdir(place, { recursive: true })
    await chmod(place, 0o777)

    expect(await startWith(home)).toBe(0)

    expect(await filesIn(home)).toEqual([])
  })

  test('and not for who does not want it', async () => {
    const home = temporaryFolder()

    expect(await startWith(home, { NODE_DISABLE_COMPILE_CACHE: '1' })).toBe(0)

    expect(await filesIn(home)).toEqual([])
  })
})

test('a place for caches that cannot be written does not keep it from starting', async () => {
  expect(await startWith(path.join(process.execPath, 'none'))).toBe(0)
})

test.skipIf(canKeep)('a Node that cannot keep it makes no folder', async () => {
  const home = temporaryFolder()

  expect(await startWith(home)).toBe(0)

  expect(await readdir(home)).toEqual([])
})
