import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Ended, RunOptions } from '../../support/run-program.ts'
import { runProgram } from '../../support/run-program.ts'
import { listMessages, readRaw } from '../../support/smtp-inbox.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const nobody = 'http://127.0.0.1:1/'

function ingest(argv: readonly string[], options?: RunOptions): Promise<Ended> {
  return runProgram(['ingest', ...argv], options)
}

function aMail(subject: string): string {
  return `From: ann@example.com\nTo: bob@example.com\nSubject: ${subject}\n\nHello.\n`
}

/** Files in a folder of their own, by their paths in it. */
function writeFiles(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder()
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return folder
}

async function subjectsAt(url: string): Promise<readonly string[]> {
  return (await listMessages(url)).map(({ Subject }) => Subject).reverse()
}

test('a file is one message, to the byte', async () => {
  const { url } = await startMailmitt()
  const folder = writeFiles({ 'mail.txt': aMail('one') })

  const ended = await ingest(['--url', url, path.join(folder, 'mail.txt')])

  expect(ended).toEqual({ code: 0, out: '', err: '1 message brought in.\n' })
  expect((await readRaw(url)).toString()).toBe(aMail('one'))
})

test('a file that begins with "From " is an mbox', async () => {
  const { url } = await startMailmitt()
  const mbox = `From a\n${aMail('one')}\nFrom b\n${aMail('two')}\n`
  const folder = writeFiles({ inbox: mbox })

  const { code, err } = await ingest([path.join(folder, 'inbox')], { env: { MAILMITT_URL: url } })

  expect({ code, err }).toEqual({ code: 0, err: '2 messages brought in.\n' })
  expect(await subjectsAt(url)).toEqual(['one', 'two'])
  expect((await readRaw(url)).toString()).toBe(aMail('two'))
})

test('of a folder come all .eml and .mbox, and of a Maildir what is in cur and new', async () => {
  const { url } = await startMailmitt()
  const folder = writeFiles({
    'a.eml': aMail('a'),
    'deep/er/b.EML': aMail('b'),
    'deep/er/c.mbox': `From x\n${aMail('c')}`,
    'deep/notes.txt': aMail('no mail'),
    'Maildir/cur/1:2,S': aMail('seen'),
    'Maildir/new/2': aMail('new'),
    'Maildir/tmp/3': aMail('unfinished'),
    'not-a-Maildir/cur/4': aMail('no mail'),
  })
  symlinkSync(folder, path.join(folder, 'circle'))

  const { code } = await ingest(['--url', url, folder])

  expect(code).toBe(0)
  expect(await subjectsAt(url)).toEqual(['seen', 'new', 'a', 'b', 'c'])
})

test('- reads standard input, --inbox puts it into an inbox', async () => {
  const { url } = await startMailmitt('--webroot', '/mail/')

  const { code } = await ingest(['--url', url, '--inbox', 'shop', '-'], { input: aMail('piped') })

  expect(code).toBe(0)
  expect(await listMessages(url)).toMatchObject([{ Subject: 'piped', Inboxes: ['shop'] }])
})

test('what cannot be brought in is told, and the rest is there', async () => {
  const { url } = await startMailmitt('--max-message-size', '0.01')
  const folder = writeFiles({
    'a.eml': aMail('x'.repeat(20_000)),
    'b.eml': '',
    'c.eml': aMail('good'),
    'd/empty': '',
  })

  const { code, err } = await ingest([
    ...['--url', url, folder],
    ...[path.join(folder, 'none.eml'), path.join(folder, 'd')],
  ])

  expect(code).toBe(1)
  expect(await subjectsAt(url)).toEqual(['good'])
  expect(err.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/a\.eml was refused: The message has 20\d+ bytes, the limit is 10486\.$/),
    expect.stringMatching(/b\.eml was refused: The body is empty: it must be a message\.$/),
    expect.stringMatching(/none\.eml cannot be read: ENOENT/),
    expect.stringMatching(/d has no mail in it\.$/),
    '1 message brought in, 4 failed.',
  ])
})

test('nobody there is code 3, wrong use is code 2', async () => {
  const folder = writeFiles({ 'a.eml': aMail('a') })

  const gone = await ingest(['--url', nobody, folder])

  expect(gone.code).toBe(3)
  expect(gone.err).toContain(`Mailmitt does not answer at ${nobody}.`)
  expect((await ingest([])).code).toBe(2)
  expect((await ingest(['--url', 'nonsense', folder])).code).toBe(2)
  expect((await ingest(['--url', nobody, '--inbox', 'a b', folder])).code).toBe(2)
  expect((await ingest(['--help'])).code).toBe(0)
})
