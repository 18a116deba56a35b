import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

export const root = path.join(import.meta.dirname, '../..')

export interface ServerProcess {
  readonly child: ChildProcess
  readonly pid: number
  /** The line by which it says that it listens. */
  readonly line: string
  readonly stop: () => Promise<void>
}

export interface ProcessOptions {
  /** Whether it can be asked over IPC. */
  readonly isAsked?: boolean
  /** Of what it prints, the line by which it says that it listens; the first one unless told. */
  readonly isListening?: (line: string) => boolean
}

/** Each server has a process of its own, so that the load does not run on its event loop. */
export async function startProcess(
  argv: readonly string[],
  { isAsked = false, isListening = () => true }: ProcessOptions = {},
): Promise<ServerProcess> {
  const stdio = ['ignore', 'pipe', 'inherit'] as const
  const child = spawn(process.execPath, argv, {
    cwd: root,
    stdio: isAsked ? [...stdio, 'ipc'] : [...stdio],
  })
  const exited = once(child, 'exit')
  const lines = createInterface({ input: child.stdout as Readable })
  // Read on after it: a full pipe would hold the server back.
  const listening = new Promise<string>((resolve) => {
    lines.on('line', (line) => {
      if (isListening(line)) resolve(line)
    })
  })
  const line = await Promise.race([
    listening,
    exited.then(([code]): never => {
      throw new Error(`node ${argv.join(' ')} ended with ${String(code)} instead of listening.`)
    }),
  ])
  return {
    child,
    pid: child.pid ?? 0,
    line,
    async stop() {
      // First, or its end would be an error of the channel.
      if (isAsked) child.disconnect()
      child.kill('SIGTERM')
      await exited
    },
  }
}
