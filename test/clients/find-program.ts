import { execFile, spawn, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'

export const run = promisify(execFile)

/** Programs without which a run in CI shows too little. */
const requiredInCi = ['curl', 'python3']
const isCi = process.env['CI'] === 'true'

/** Tried, not looked up: the shim of a version manager may stand for a program that is not there. */
function isInstalled(name: string, argv: readonly string[] = ['--version']): boolean {
  return spawnSync(name, argv).status === 0
}

/** What CI must have and has not. */
export function missingInCi(): readonly string[] {
  return isCi ? requiredInCi.filter((name) => !isInstalled(name)) : []
}

/** Postfix's smtp-source knows no `--version`: it says how to use it, and fails. */
function saysUsage(name: string): boolean {
  const { error, stderr } = spawnSync(name, { encoding: 'utf8' })
  return !error && stderr.includes(`usage: ${name}`)
}

/** Whether the test of a program is left out, and the words for its name that say why. */
export interface Absence {
  readonly isAbsent: boolean
  readonly note: string
}

/** `argv` is what to try. */
export function absence(name: string, argv?: readonly string[]): Absence {
  return toAbsence(name, isInstalled(name, argv))
}

/** For a program without `--version`. */
export function absenceByUsage(name: string): Absence {
  return toAbsence(name, saysUsage(name))
}

function toAbsence(name: string, isThere: boolean): Absence {
  return { isAbsent: !isThere, note: isThere ? '' : ` (skipped: ${name} is not installed)` }
}

/** For a program that takes the mail on its standard input. */
export function runWithInput(
  program: string,
  args: readonly string[],
  input: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'] })
    let errors = ''
    child.stderr.on('data', (text: Buffer) => (errors += text.toString()))
    child.once('error', reject)
    child.once('exit', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`${program} ended with ${code}: ${errors}`))
    })
    child.stdin.end(input)
  })
}
