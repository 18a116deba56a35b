import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { root } from '../server-process.ts'

/** Where and when the numbers come from. */
export interface RunFacts {
  readonly date: string
  readonly size: string
  readonly mailmitt: string
  /** Empty outside of a checkout. */
  readonly commit: string
  readonly node: string
  readonly platform: string
  readonly cores: number
  readonly processor: string
  readonly memoryGiB: number
  /** How busy the machine is, before and after: what else runs on it is in every number. */
  readonly loadBefore: number
  readonly loadAfter: number
}

export function createRunFacts(size: string): { end(): RunFacts } {
  const date = new Date().toISOString()
  const loadBefore = loadAverage()
  return {
    end: () => ({
      date,
      size,
      mailmitt: readVersion(),
      commit: readCommit(),
      node: process.version,
      platform: `${os.platform()} ${os.release()} ${os.arch()}`,
      cores: os.cpus().length,
      processor: os.cpus()[0]?.model ?? 'unknown',
      memoryGiB: Math.round(os.totalmem() / 1024 ** 3),
      loadBefore,
      loadAfter: loadAverage(),
    }),
  }
}

export function describeRun(facts: RunFacts): string {
  const { mailmitt, commit, node, cores, processor, memoryGiB, loadBefore, loadAfter } = facts
  return [
    `Mailmitt ${mailmitt} (${commit}), ${facts.date.slice(0, 16)}Z, ${facts.size}; Node ${node}`,
    `${cores} × ${processor}, ${memoryGiB} GiB, ${facts.platform}`,
    `load average ${loadBefore.toFixed(1)} before, ${loadAfter.toFixed(1)} after`,
  ].join('; ')
}

function loadAverage(): number {
  return os.loadavg()[0] ?? NaN
}

function readVersion(): string {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string
  }
  return manifest.version
}

function readCommit(): string {
  const argv = ['describe', '--always', '--dirty']
  const { status, stdout } = spawnSync('git', argv, { cwd: root, encoding: 'utf8' })
  return status === 0 ? stdout.trim() : ''
}
