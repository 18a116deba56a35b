import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { openHttp } from './http.ts'
import type { Http } from './http.ts'
import { BenchError } from './options.ts'
import { runNpm } from './run-npm.ts'
import { root, startProcess } from './server-process.ts'
import { toServer } from './servers.ts'
import type { BenchServer, Contestant } from './servers.ts'

/** Another mail catcher, as npm has it. */
export interface Peer extends Contestant {
  /** Where it and what it needs are installed. */
  readonly folder: string
}

const cache = path.join(root, 'node_modules/.cache/bench-peers/maildev')
const folder = path.join(cache, 'node_modules')

/** MailDev 3, fetched from npm when it is not there yet. Nothing else of the bench needs a network. */
export async function loadMaildev(): Promise<Peer> {
  if (!existsSync(path.join(folder, 'maildev'))) await install()
  const manifest = readFileSync(path.join(folder, 'maildev/package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  return { name: `MailDev ${version}`, folder, start: startMaildev }
}

async function install(): Promise<void> {
  mkdirSync(cache, { recursive: true })
  writeFileSync(path.join(cache, 'package.json'), '{ "private": true }')
  try {
    await runNpm(['install', 'maildev@3'], cache)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new BenchError(`--peers needs MailDev 3 from npm, which could not be fetched: ${reason}`)
  }
}

async function startMaildev(): Promise<BenchServer> {
  const [smtpPort, webPort] = [await freePort(), await freePort()]
  const script = path.join(folder, 'maildev/dist/bin/maildev.js')
  const addresses = ['--ip', '127.0.0.1', '--web-ip', '127.0.0.1', '--silent']
  const ports = ['--smtp', String(smtpPort), '--web', String(webPort)]
  const running = await startProcess([script, ...addresses, ...ports], {
    isListening: (line) => line.includes('API running'),
  })
  const url = `http://127.0.0.1:${webPort}/`
  return toServer(running, {
    url,
    smtpPort,
    async settled(accepted) {
      await using http = openHttp(url)
      // It reads a message after its 250 and has nothing that waits.
      while ((await countStored(http)) < accepted) await nextTurn()
    },
  })
}

async function countStored(http: Http): Promise<number> {
  const list = (await http.get('api/email/summary?limit=1')) as { storeTotal: number }
  return list.storeTotal
}

/** It must be told one. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
