import { execFile } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findChromium } from '../e2e/support/find-chromium.ts'
import { startMailmitt } from '../support/start-mailmitt.ts'

// Each runner's entry, in a project of that runner that has installed what is published.

const run = promisify(execFile)
const root = path.join(import.meta.dirname, '../..')
const installMs = 120_000
let folder = ''
let tarball = ''

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'mailmitt-runners-'))
  const packed = await run(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
    { cwd: root },
  )
  const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }]
  tarball = path.join(folder, filename)
}, installMs)

afterAll(() => rmSync(folder, { recursive: true }))

interface Ended {
  readonly code: number
  readonly out: string
}

/** A project that has the packed Mailmitt, and of ours what it names: its runner, and an SMTP client. */
async function makeProject(name: string, packages: readonly string[]): Promise<string> {
  const project = path.join(folder, name)
  cpSync(path.join(root, 'test/runners', name), project, { recursive: true })
  cpSync(path.join(root, 'test/runners/app.js'), path.join(project, 'app.js'))
  const type = name === 'jest' ? 'commonjs' : 'module'
  writeFileSync(path.join(project, 'package.json'), JSON.stringify({ name, type, private: true }))
  const flags = ['--no-audit', '--no-fund', '--offline', '--ignore-scripts', '--no-save']
  await run('npm', ['install', ...flags, tarball], { cwd: project })
  for (const used of ['nodemailer', ...packages]) {
    const link = path.join(project, 'node_modules', used)
    mkdirSync(path.dirname(link), { recursive: true })
    symlinkSync(path.join(root, 'node_modules', used), link)
  }
  return project
}

/** Runs a program of ours in a project, to its end. */
async function runIn(
  project: string,
  argv: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  // What Vitest tells its own children is none of theirs.
  const { VITEST: _vitest, NODE_OPTIONS: _options, ...inherited } = process.env
  try {
    const { stdout, stderr } = await run(process.execPath, [...argv], {
      cwd: project,
      env: { ...inherited, NO_COLOR: '1', FORCE_COLOR: '0', CI: '', ...env },
    })
    return { code: 0, out: stdout + stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, out: stdout + stderr }
  }
}

const ours = (file: string): string => path.join(root, 'node_modules', file)

test('Vitest: fixtures and matchers', { timeout: installMs }, async () => {
  const project = await makeProject('vitest', ['vitest'])

  const { code, out } = await runIn(project, [ours('vitest/vitest.mjs'), 'run'])

  expect(out).toMatch(/Tests {2}3 passed/)
  expect(code).toBe(0)
})

test('Jest: hooks and matchers, by require', { timeout: installMs }, async () => {
  const project = await makeProject('jest', ['jest', '@jest/globals'])
  const app = path.join(project, 'app.cjs')
  writeFileSync(app, asCommonJs())

  const { code, out } = await runIn(project, [ours('jest/bin/jest.js')])

  expect(out).toMatch(/Tests: +3 passed, 3 total/)
  expect(out).not.toMatch(/did not exit|open handle/i)
  expect(code).toBe(0)
})

test('node:test: inboxes', { timeout: installMs }, async () => {
  const project = await makeProject('node-test', [])

  const { code, out } = await runIn(project, ['--test', '--test-reporter=tap'])

  expect(out).toMatch(/# pass 3\n# fail 0/)
  expect(code).toBe(0)
})

test(
  'Playwright: fixtures, a rendered mail, mail in the report',
  { timeout: installMs },
  async () => {
    const project = await makeProject('playwright', ['@playwright/test'])
    const { executablePath, args, env } = findChromium()

    const launched = {
      ...env,
      CHROMIUM_LAUNCH_OPTIONS: JSON.stringify({ executablePath, args }),
    }
    const playwright = [ours('@playwright/test/cli.js'), 'test']

    const { code, out } = await runIn(project, [...playwright, 'mail.spec.js'], launched)
    const failing = await runIn(
      project,
      [...playwright, 'failing.spec.js', '--reporter=json'],
      launched,
    )

    expect(out).toMatch(/ 3 passed/)
    expect(code).toBe(0)
    expect(failing.code).toBe(1)
    expect(failing.out).toContain('"name": "Welcome, Ann.eml"')
    expect(failing.out).toContain('subject \\"Receipt\\" (is \\"Welcome, Ann\\")')
  },
)

test(
  'a strict compiler takes the types, for modules and for require',
  { timeout: installMs },
  async () => {
    const project = await makeProject('types', ['typescript'])
    const compiler = [ours('typescript/bin/tsc'), '-p', '.']

    const asModule = await runIn(project, compiler)
    renameSync(path.join(project, 'user.ts'), path.join(project, 'user.cts'))
    const required = await runIn(project, compiler)

    expect(asModule).toEqual({ code: 0, out: '' })
    expect(required).toEqual({ code: 0, out: '' })
  },
)

test(
  '20 workers with 50 tests each share one server, and none sees mail of another',
  { timeout: 300_000 },
  async () => {
    const project = await makeProject('crowd', ['vitest'])
    for (let worker = 0; worker < 20; worker += 1) {
      const source = `import { defineTests } from './worker.js'\ndefineTests(${worker}, 50)\n`
      writeFileSync(path.join(project, `worker-${worker}.test.js`), source)
    }
    const { url } = await startMailmitt('--max', '5000')

    const { code, out } = await runIn(project, [ours('vitest/vitest.mjs'), 'run'], {
      MAILMITT_URL: url,
    })

    expect(out).toMatch(/Tests {2}1000 passed \(1000\)/)
    expect(code).toBe(0)
    const { total } = (await (await fetch(new URL('api/v1/messages', url))).json()) as {
      total: number
    }
    expect(total).toBe(2_000)
  },
)

/** The same app for a project without modules. */
function asCommonJs(): string {
  return readFileSync(path.join(root, 'test/runners/app.js'), 'utf8')
    .replace(
      "import { createTransport } from 'nodemailer'",
      "const { createTransport } = require('nodemailer')",
    )
    .replace('export async function signUp', 'exports.signUp = async function signUp')
}
