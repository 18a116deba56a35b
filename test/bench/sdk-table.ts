import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { median } from './numbers.ts'

/** Milliseconds, as `sdk-start.js` prints them. */
interface Start {
  readonly importMs: number
  readonly startMs: number
  readonly messageMs: number
  readonly allMs: number
}

const run = promisify(execFile)
const root = path.join(import.meta.dirname, '../..')

/** How long a test file waits for its first message, from the import of the package on. */
export async function printSdk(rounds: number): Promise<void> {
  const starts: Start[] = []
  for (let round = 0; round < rounds; round += 1) {
    const script = path.join(import.meta.dirname, 'sdk-start.js')
    const { stdout } = await run(process.execPath, [
      script,
      path.join(root, 'dist/server/index.js'),
    ])
    starts.push(JSON.parse(stdout) as Start)
  }
  const of = (part: keyof Start): string =>
    `${Math.round(median(starts.map((start) => start[part])))} ms`
  console.log(`\nA test that starts its own Mailmitt, median of ${rounds}`)
  console.table({
    "import 'mailmitt'": { median: of('importMs'), target: '' },
    'startMailmitt()': { median: of('startMs'), target: '' },
    'from sending to waitFor’s answer': { median: of('messageMs'), target: '' },
    'from the import to the first message': { median: of('allMs'), target: '400 ms' },
  })
}
