import { lstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runNpm } from './run-npm.ts'
import { root } from './server-process.ts'

/** Bytes on the disk after `npm install` of what `npm pack` makes of the build: no registry is asked. */
export async function measureInstalled(): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mailmitt-bench-'))
  try {
    const packed = await runNpm(['pack', '--json', '--offline', '--pack-destination', folder], root)
    const [{ filename }] = JSON.parse(packed) as [{ filename: string }]
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }')
    // Peers are what a user's own tests run in.
    const flags = ['--offline', '--omit=dev', '--legacy-peer-deps']
    await runNpm(['install', ...flags, `./${filename}`], folder)
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
