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

// Bare ones, as in a file that starts one for each test; and those that catch mail and wait for it.
test.for([
  ['and nothing else', 'await (await startMailmitt()).close()'],
  ['with mail and waits between', 'await round()'],
] as const)(
  '200 rounds of start and stop, %s, leave no handle and no memory',
  { timeout: 180_000 },
  async ([, turn]) => {
    const source = `
    import { getHeapSnapshot } from 'node:v8'
    ${round}
    const turns = async (count) => { while (count-- > 0) { ${turn} } }
    // Before a snapshot V8 frees all that nothing holds, also compiled code, which it else keeps a while.
    const isClosing = () => process.getActiveResourcesInfo().some((one) => one.startsWith('TCP'))
    const held = async () => {
      // A handle that is closed is gone some turns of the event loop later.
      for (let turn = 0; turn < 1_000 && isClosing(); turn += 1) await new Promise(setImmediate)
      getHeapSnapshot().destroy()
      return { heap: process.memoryUsage().heapUsed, handles: process.getActiveResourcesInfo() }
    }
    // What loads once is none of it: modules, and what the engine makes of them.
    await turns(40)
    const before = await held()
    await turns(200)
    console.log(JSON.stringify({ before, after: await held() }))
  `

    const { before, after } = JSON.parse(await runScript(source)) as {
      before: { heap: number; handles: string[] }
      after: { heap: number; handles: string[] }
    }

    expect(after.handles.filter((handle) => handle.startsWith('TCP'))).toEqual([])
    expect(after.handles.length).toBeLessThanOrEqual(before.handles.length + 5)
    // A server that is held on to is 100 kB and more; the rest is what V8 happens to keep, 3 MB at times.
    expect((after.heap - before.heap) / 200).toBeLessThan(40_000)
  },
)
