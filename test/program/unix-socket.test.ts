import { once } from 'node:events'
import { mkdtempSync, statSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../support/run-built.ts'

const onPosix = test.skipIf(process.platform === 'win32')
const listen = ['--listen', 'localhost:0']

onPosix('answers on a socket of Unix, with the permissions asked for', async () => {
  const socket = aPath()
  const { said, child, ended } = run(['--smtp', `unix:${socket}:0640`, ...listen])
  await said('Ctrl-C stops it.')

  expect(await greetingAt(socket)).toMatch(/^220 \S+ ESMTP Mailmitt\r\n$/)
  expect(statSync(socket).mode & 0o777).toBe(0o640)
  child.kill('SIGTERM')
  expect((await ended).code).toBe(0)
  expect(() => statSync(socket)).toThrow('ENOENT')
})

onPosix('what a dead server has left is replaced', async () => {
  const socket = aPath()
  const dead = run(['--smtp', `unix:${socket}`, ...listen])
  await dead.said('Ctrl-C stops it.')
  dead.child.kill('SIGKILL')
  await dead.ended
  expect(statSync(socket).isSocket()).toBe(true)

  await run(['--smtp', `unix:${socket}`, ...listen]).said('Ctrl-C stops it.')

  expect(await greetingAt(socket)).toMatch(/^220 /)
})

onPosix('a socket that is served, or a file that is none, is one sentence and code 1', async () => {
  const served = aPath()
  const server = createServer().listen(served)
  await once(server, 'listening')
  const taken = await run(['--smtp', `unix:${served}`, ...listen]).ended
  server.close()
  const file = await run(['--smtp', `unix:${import.meta.filename}`, ...listen]).ended

  expect(taken).toMatchObject({ code: 1 })
  expect(taken.err).toContain('is served by another program; choose another path with --smtp.')
  expect(file.code).toBe(1)
  expect(file.err).toMatch(/^unix:.* cannot be opened \(--smtp\): .*\n$/)
})

function aPath(): string {
  return path.join(mkdtempSync(path.join(os.tmpdir(), 'mm-')), 'smtp.sock')
}

async function greetingAt(socket: string): Promise<string> {
  const client = connect({ path: socket })
  const [greeting] = (await once(client, 'data')) as [Buffer]
  client.destroy()
  return greeting.toString()
}
