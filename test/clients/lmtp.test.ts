import path from 'node:path'
import { createTransport } from 'nodemailer'
import { expect, test } from 'vitest'
import { readMessage } from '../support/smtp-inbox.ts'
import type { RunningMailmitt } from '../support/start-mailmitt.ts'
import { startMailmitt } from '../support/start-mailmitt.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { absence, run } from './find-program.ts'
import { expectBoth, plainMail, richMail, writeMails } from './two-mails.ts'

const python = absence('python3')
const swaks = absence('swaks')

const from = 'ann@example.com'
const to = 'bob@example.com'

async function startWithLmtp(
  address = 'localhost:0',
): Promise<RunningMailmitt & { readonly lmtpPort: number }> {
  const running = await startMailmitt('--lmtp', address)
  return { ...running, lmtpPort: running.smtp.find(({ LMTP }) => LMTP)?.Port ?? 0 }
}

test('nodemailer with LMTP', async () => {
  const { lmtpPort: port, url } = await startWithLmtp()
  const transport = createTransport({ host: 'localhost', port, lmtp: true })

  await transport.sendMail({ envelope: { from, to }, raw: plainMail })
  await transport.sendMail({ envelope: { from, to }, raw: richMail })

  await expectBoth(url, { isExact: true })
  expect(await readMessage(url)).toMatchObject({ Session: { Protocol: 'LMTP' } })
})

test('nodemailer with LMTP hears of each recipient', async () => {
  const { lmtpPort: port, url } = await startWithLmtp()
  const transport = createTransport({ host: 'localhost', port, lmtp: true })
  const all = [to, 'reject-550@fault.test', 'cem@example.com']

  const { accepted, rejected } = await transport.sendMail({
    envelope: { from, to: all },
    raw: plainMail,
  })

  expect(accepted).toEqual([to, 'cem@example.com'])
  expect(rejected).toEqual(['reject-550@fault.test'])
  expect((await readMessage(url)).EnvelopeTo).toEqual([to, 'cem@example.com'])
})

test.skipIf(swaks.isAbsent)(`swaks with LMTP${swaks.note}`, async () => {
  const { lmtpPort, url } = await startWithLmtp()
  const { plain, rich } = writeMails()

  for (const file of [plain, rich]) {
    const target = ['--protocol', 'LMTP', '--server', 'localhost', '--port', String(lmtpPort)]
    await run('swaks', [...target, '--from', from, '--to', to, '--data', `@${file}`])
  }

  await expectBoth(url)
})

test.skipIf(python.isAbsent || process.platform === 'win32')(
  `Python's smtplib with LMTP over a socket of Unix${python.note}`,
  async () => {
    const socket = path.join(temporaryFolder(), 'lmtp')
    const { url } = await startWithLmtp(`unix:${socket}`)
    const { plain, rich } = writeMails()
    const script = [
      'import smtplib, sys',
      'path, *files = sys.argv[1:]',
      'with smtplib.LMTP(path) as lmtp:',
      '    for file in files:',
      `        lmtp.sendmail("${from}", ["${to}"], open(file, "rb").read())`,
    ]

    await run('python3', ['-c', script.join('\n'), socket, plain, rich])

    await expectBoth(url, { isExact: true })
    expect(await readMessage(url)).toMatchObject({
      Session: { Protocol: 'LMTP', RemoteAddress: 'unix' },
    })
  },
)
