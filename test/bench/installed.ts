import { execFile } from 'node:child_process'
import { lstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { root } from './server-process.ts'

const run = promisify(execFile)
const quiet = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund']

/** Bytes on the disk after `npm install` of what `npm pack` makes of the build: no registry is asked. */
export async function measureInstalled(): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mailmitt-bench-'))
  try {
    const pack = ['pack', '--json', '--pack-destination', folder, ...quiet]
    const { stdout } = await run('npm', pack, { cwd: root })
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }]
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }')
    // Peers are what a user's own tests run in.
    const install = ['install', '--omit=dev', '--legacy-peer-deps', ...quiet, `./${filename}`]
    await run('npm', install, { cwd: folder })
    return folderBytes(path.join(folder, 'node_modules'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** As `du` counts: whole blocks. */
export function folderBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => lstatSync(path.join(folder, name)).blocks * 512)
    .reduce((sum, bytes) => sum + bytes, 0)
}
