import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import { program } from './start-mailmitt.ts'

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface RunOptions {
  readonly input?: string | Buffer
  readonly env?: NodeJS.ProcessEnv
  /** Another name under which the program is called. */
  readonly as?: string
}

const root = path.join(import.meta.dirname, '../..')
const sources = path.join(root, 'server/cli/main.ts')

/** What a test runs as `mailmitt`: the built program where `MAILMITT_UNDER_TEST` is `built`. */
const isBuilt = process.env['MAILMITT_UNDER_TEST'] === 'built'
export const entry = isBuilt ? program : sources
/** What Node needs to know first to run it. */
export const nodeFlags: readonly string[] = isBuilt
  ? []
  : ['--import', pathToFileURL(path.join(root, 'node_modules/tsx/dist/loader.mjs')).href]

/** Runs a sub-command as a process of its own, to its end. */
export async function runProgram(
  argv: readonly string[],
  { input = '', env = {}, as = entry }: RunOptions = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [...nodeFlags, as, ...argv], {
    env: { ...process.env, ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  // It may end before it has read everything.
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err }
}
