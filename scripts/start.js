// `npm start`: builds what is missing or older than its sources, then becomes the program itself, so
// that Ctrl-C and SIGTERM reach it. Plain JavaScript, because Node 20 runs nothing else.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'

const parent = process.ppid
const root = fileURLToPath(new URL('..', import.meta.url))
const program = path.join(root, 'dist/server/main.js')
const outputs = [program, path.join(root, 'dist/ui/index.html')]
const sources = ['server', 'ui', 'client', 'package-lock.json', 'tsdown.config.ts']

if (isStale()) {
  process.stdout.write('Building Mailmitt, once…\n')
  const npm = process.env.npm_execpath
  const [command, ...args] = npm ? [process.execPath, npm] : ['npm']
  const built = spawnSync(command, [...args, 'run', '-s', 'build'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    shell: !npm && process.platform === 'win32',
  })
  if (built.status !== 0) {
    process.stderr.write(`${built.stdout ?? ''}${built.stderr ?? ''}The build failed.\n`)
    process.exit(1)
  }
}
stopWithParent()
await import(pathToFileURL(program).href)

/**
 * A SIGTERM to npm reaches npm's shell, which dies of it without passing it on. The program notices that
 * it has a new parent, and stops as if it had been told.
 */
function stopWithParent() {
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, 200)
  timer.unref()
}

function isStale() {
  if (!outputs.every((file) => existsSync(file))) return true
  const built = Math.min(...outputs.map((file) => statSync(file).mtimeMs))
  return sources.some((source) => newest(path.join(root, source)) > built)
}

function newest(place) {
  const stats = statSync(place, { throwIfNoEntry: false })
  if (!stats) return 0
  if (!stats.isDirectory()) return stats.mtimeMs
  return Math.max(0, ...readdirSync(place).map((name) => newest(path.join(place, name))))
}
