#!/usr/bin/env node
import path from 'node:path'
import { useCompileCache } from './compile-cache.ts'
import type { Env } from './read-settings.ts'

type Run = (argv: readonly string[], env: Env) => Promise<number>

/** Imported when asked for: a `sendmail` that a web page waits for must not load the server. */
const commands = new Map<string, () => Promise<Run>>([
  ['readyz', async () => (await import('./readyz.ts')).runReadyz],
  ['cursor', async () => (await import('./wait/run-cursor.ts')).runCursor],
  ['wait', async () => (await import('./wait/run-wait.ts')).runWait],
  ['ingest', async () => (await import('./ingest/run-ingest.ts')).runIngest],
  ['sendmail', async () => (await import('./sendmail/run-sendmail.ts')).runSendmail],
  ['dump', async () => (await import('./dump/run-dump.ts')).runDump],
])

const [, program = '', ...given] = process.argv
// /usr/sbin/sendmail may be a link that leads here.
const argv = path.parse(program).name === 'sendmail' ? ['sendmail', ...given] : given
const load = commands.get(argv[0] ?? '')

// Before anything else is loaded.
useCompileCache(process.env)

const code = load
  ? await (
      await load()
    )(argv.slice(1), process.env)
  : await (await import('./serve.ts')).runServe(argv, process.env)

// At once: a large message that is still being read must not hold up a stop.
process.exit(code)
