import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { atMost } from '../measure.ts'
import type { Measure, Result } from '../measure.ts'
import { median, repeated } from '../numbers.ts'
import type { Row } from '../row.ts'
import { root } from '../server-process.ts'

/** Milliseconds, as `sdk-start.js` prints them. */
interface Start {
  readonly importMs: number
  readonly startMs: number
  readonly messageMs: number
  readonly allMs: number
}

const measures: Record<keyof Start, Measure> = {
  importMs: { id: 'sdk.import', what: "A test of its own: import 'mailmitt'", unit: 'ms' },
  startMs: { id: 'sdk.start', what: 'A test of its own: startMailmitt()', unit: 'ms' },
  messageMs: { id: 'sdk.message', what: 'A test of its own: sent → waitFor answers', unit: 'ms' },
  allMs: {
    id: 'sdk.all',
    what: 'A test of its own: import → first message',
    unit: 'ms',
    target: atMost(400),
  },
}

const run = promisify(execFile)

async function startOnce(): Promise<Start> {
  const script = path.join(root, 'test/bench/sdk-start.js')
  const entry = path.join(root, 'dist/server/index.js')
  const { stdout } = await run(process.execPath, [script, entry])
  return JSON.parse(stdout) as Start
}

export const sdk: Row = {
  name: 'sdk',
  how: 'A process that imports the package, starts a server, sends a mail and waits for it.',
  measures: Object.values(measures),
  async run({ rounds }) {
    const starts = await repeated(rounds, startOnce)
    return (Object.keys(measures) as (keyof Start)[]).map((part): Result => ({
      measure: measures[part],
      value: median(starts.map((start) => start[part])),
    }))
  },
}
