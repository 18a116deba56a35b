import { execFile, spawnSync } from 'node:child_process'
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

interface Absence {
  readonly isAbsent: boolean
  readonly note: string
}

/** Whether the test of a program is left out, and the words for its name that say why. `argv` is what to try. */
export function absence(name: string, argv?: readonly string[]): Absence {
  const isAbsent = !isInstalled(name, argv)
  return { isAbsent, note: isAbsent ? ` (skipped: ${name} is not installed)` : '' }
}
