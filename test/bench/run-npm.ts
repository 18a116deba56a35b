import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** What `npm run` was started as; by its name alone it is not found everywhere. */
const started = process.env['npm_execpath'] ?? ''

/** What npm prints. */
export async function runNpm(argv: readonly string[], cwd: string): Promise<string> {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--engine-strict=false']
  const isNpm = path.basename(started) === 'npm-cli.js'
  const [command, first] = isNpm ? [process.execPath, [started]] : ['npm', []]
  const { stdout } = await run(command, [...first, ...argv, ...quiet], { cwd })
  return stdout
}
