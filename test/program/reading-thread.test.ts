import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)
const root = path.join(import.meta.dirname, '../..')

/**
 * A script that has the built package, streams mail into it faster than it can be read, and prints in which order it
 * is there. `onWorker` runs with each thread that is started, as `worker`.
 */
async function streamMail(onWorker = ''): Promise<{ subjects: number[]; threads: number }> {
  const source = `
    import { once } from 'node:events'
    import { connect } from 'node:net'
    import { startMailmitt } from 'mailmitt'
    let threads = 0
    process.on('worker', (worker) => { threads += 1; ${onWorker} })
    const mail = await startMailmitt()
    const count = 1_500
    const message = (n) => 'From: a@x.example\\r\\nSubject: ' + n + '\\r\\n\\r\\n' + 'Some words. '.repeat(200) + '\\r\\n'
    const bdat = (n) => 'MAIL FROM:<a@x.example>\\r\\nRCPT TO:<b@x.example>\\r\\nBDAT ' + message(n).length + ' LAST\\r\\n' + message(n)
    const app = connect(mail.smtp.port, mail.smtp.host)
    const all = Array.from({ length: count }, (_, n) => bdat(n)).join('')
    app.end('EHLO app\\r\\n' + all + 'QUIT\\r\\n')
    app.resume()
    await once(app, 'end')
    const url = new URL('api/v1/messages?limit=' + count, mail.url)
    const { messages } = await (await fetch(url)).json()
    await mail.close()
    console.log(JSON.stringify({ subjects: messages.map(({ Subject }) => Number(Subject)).reverse(), threads }))
  `
  const { stdout, stderr } = await run(
    process.execPath,
    ['--input-type=module', '--eval', source],
    // It must end by itself: a thread that is left running is a failure here.
    { cwd: root, timeout: 60_000, env: { ...process.env, MAILMITT_URL: '', NODE_OPTIONS: '' } },
  )
  expect(stderr).toBe('')
  return JSON.parse(stdout) as { subjects: number[]; threads: number }
}

const inOrder = Array.from({ length: 1_500 }, (_, n) => n)

test('mail that streams in is read by one more thread, and is there in order', async () => {
  const { subjects, threads } = await streamMail()

  expect(threads).toBe(1)
  expect(subjects).toEqual(inOrder)
})

test('mail is there in order when the thread ends in the middle of it', async () => {
  const { subjects } = await streamMail(
    `worker.on('message', () => { if (threads === 1) worker.terminate() })`,
  )

  expect(subjects).toEqual(inOrder)
})

test('mail is there in order when the thread ends before it is ready', async () => {
  const { subjects } = await streamMail(`worker.terminate()`)

  expect(subjects).toEqual(inOrder)
})
