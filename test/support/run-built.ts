import { spawn } from 'node:child_process'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import { program } from './start-mailmitt.ts'

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface Program {
  readonly child: ChildProcessWithoutNullStreams
  readonly ended: Promise<Ended>
  /** Everything said so far on standard output, once it ends in `line`. */
  readonly said: (line: string) => Promise<string>
}

/** The built program. It is killed when the test ends. */
export function run(argv: readonly string[], env: NodeJS.ProcessEnv = {}): Program {
  const child = spawn(process.execPath, [program, ...argv], { env: { ...process.env, ...env } })
  onTestFinished(() => void child.kill('SIGKILL'))
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }))
  return {
    child,
    ended,
    async said(line) {
      while (!out.includes(line)) {
        const next = await Promise.race([once(child.stdout, 'data'), ended])
        if (!Array.isArray(next)) throw new Error(`It ended with ${next.code}: ${next.err}`)
      }
      return out
    },
  }
}

export const ANY_PORTS = ['--smtp', 'localhost:0', '--listen', 'localhost:0']
