import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)
const root = path.join(import.meta.dirname, '../..')

/** A script that has the built package, as a user's has. */
async function runScript(source: string, flags: readonly string[] = []): Promise<string> {
  const { stdout, stderr } = await run(
    process.execPath,
    [...flags, '--input-type=module', '--eval', source],
    // It must end by itself: a handle that is left open is a failure here.
    { cwd: root, timeout: 120_000, env: { ...process.env, MAILMITT_URL: '', NODE_OPTIONS: '' } },
  )
  return stdout + stderr
}

const round = `
  import { createTransport } from 'nodemailer'
  import { startMailmitt } from 'mailmitt'
  async function round() {
    const mail = await startMailmitt()
    const inbox = mail.inbox()
    const app = createTransport(inbox.smtpUrl)
    await app.sendMail({ from: 'a@x.example', to: inbox.address, subject: 'Hello', text: 'x'.repeat(10_000) })
    app.close()
    const { subject } = await inbox.waitFor({ subject: /hello/i })
    const [left, right] = [inbox.expectNone('Bye', { within: 1 }), inbox.waitFor('never').catch(() => 'ended')]
    await left
    await mail.close()
    return subject + ' ' + await right
  }
`

test('a script that has closed its Mailmitt ends by itself', { timeout: 60_000 }, async () => {
  expect(await runScript(`${round}\nconsole.log(await round())`)).toBe('Hello ended\n')
})

test('a script that closes nothing but its scope ends by itself', { timeout: 60_000 }, async () => {
  const source = `
    import { startMailmitt } from 'mailmitt'
    const mail = await startMailmitt()
    await mail.inbox().send({ subject: 'x' })
    await mail[Symbol.asyncDispose]()
    await mail.close()
    console.log('closed')
  `

  expect(await runScript(source)).toBe('closed\n')
})

test(
  'a script that only connects to one ends by itself, closed or not',
  { timeout: 60_000 },
  async () => {
    const source = `
    import { startMailmitt } from 'mailmitt'
    import { connectMailmitt } from 'mailmitt/client'
    const server = await startMailmitt()
    const mail = await connectMailmitt(server.url)
    const inbox = mail.inbox()
    await inbox.send({ subject: 'x' })
    console.log((await inbox.waitFor()).subject)
    await server.close()
  `

    expect(await runScript(source)).toBe('x\n')
  },
)

test(
  '200 rounds of start and stop leave no handle and no memory',
  { timeout: 180_000 },
  async () => {
    const source = `
    ${round}
    const settle = async () => {
      for (let turn = 0; turn < 3; turn += 1) {
        await new Promise((resolve) => setImmediate(resolve))
        gc()
      }
      return process.memoryUsage().heapUsed
    }
    // What loads once is none of it: modules, and what the engine makes of them.
    for (let count = 0; count < 40; count += 1) await round()
    const before = { heap: await settle(), handles: process.getActiveResourcesInfo() }
    for (let count = 0; count < 200; count += 1) await round()
    const after = { heap: await settle(), handles: process.getActiveResourcesInfo() }
    console.log(JSON.stringify({ before, after }))
  `

    const { before, after } = JSON.parse(await runScript(source, ['--expose-gc'])) as {
      before: { heap: number; handles: string[] }
      after: { heap: number; handles: string[] }
    }

    // What is on the way of ending belongs to the last round alone, however many there were.
    expect(serversOf(after.handles)).toEqual(serversOf(before.handles))
    expect(after.handles.length).toBeLessThanOrEqual(before.handles.length + 5)
    // 41 kB a round as measured, of code that V8 keeps for a while; it was 420 kB when fetch kept each port.
    expect(after.heap - before.heap).toBeLessThan(200 * 100_000)
  },
)

const serversOf = (handles: readonly string[]): readonly string[] =>
  handles.filter((handle) => handle.startsWith('TCPServer'))
