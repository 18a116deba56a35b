import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ask } from '../support/http.ts'
import { sendMail } from '../support/send-mail.ts'
import { ANY_PORTS, run } from '../support/run-built.ts'

function urlIn(out: string): string {
  return /http:\/\/\S+/.exec(out)?.[0] ?? ''
}

function smtpPortIn(out: string): number {
  return Number(/SMTP\s+localhost:(\d+)/.exec(out)?.[1])
}

test('says in four lines where it listens, and nothing else', async () => {
  const { said, child, ended } = run(ANY_PORTS)
  const out = await said('Ctrl-C stops it.\n')

  expect(out.trimEnd().split('\n')).toHaveLength(4)
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ code: 0, err: '' })
})

test.for(['SIGTERM', 'SIGINT'] as const)('%s ends it with code 0', async (signal) => {
  const { said, child, ended } = run(ANY_PORTS)
  await said('Ctrl-C stops it.')

  child.kill(signal)

  expect((await ended).code).toBe(0)
})

test('a stop says 421 to an idle client, 503 to a held wait, and goes', async () => {
  const { said, child, ended } = run(ANY_PORTS)
  const out = await said('Ctrl-C stops it.')
  const idle = connect(smtpPortIn(out), '127.0.0.1').setEncoding('utf8')
  let heard = ''
  idle.on('data', (text: string) => (heard += text))
  await once(idle, 'data')
  const held = ask(`${urlIn(out)}api/v1/wait?timeout=1m`)
  await ask(`${urlIn(out)}api/v1/cursor`)

  child.kill('SIGTERM')

  expect((await held).status).toBe(503)
  expect((await ended).code).toBe(0)
  expect(heard).toMatch(/\r\n421 /)
})

test('a client that never ends its message is cut off after the grace', async () => {
  const { said, child, ended } = run(ANY_PORTS)
  const stuck = connect(smtpPortIn(await said('Ctrl-C stops it.')), '127.0.0.1')
  stuck.on('error', () => undefined)
  stuck.write('EHLO x\r\nMAIL FROM:<a@b.c>\r\nRCPT TO:<a@b.c>\r\nDATA\r\nSubject: never')
  let heard = ''
  stuck.setEncoding('utf8').on('data', (text: string) => (heard += text))
  while (!heard.includes('354')) await once(stuck, 'data')

  child.kill('SIGTERM')

  expect((await ended).code).toBe(0)
})

test.for([
  ['--smtp', '--listen'],
  ['--listen', '--smtp'],
] as const)('a taken port of %s is one sentence and code 1', async ([taken, free]) => {
  const squatter = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void squatter.close())
  await once(squatter, 'listening')
  const { port } = squatter.address() as AddressInfo

  const { code, out, err } = await run([taken, `localhost:${port}`, free, 'localhost:0']).ended

  expect(code).toBe(1)
  expect(out).toBe('')
  expect(err).toBe(
    `Port ${port} is taken by another program (localhost:${port}); choose another one with ${taken}.\n`,
  )
})

test('all wrong settings are told together, with code 2', async () => {
  const { code, err } = await run(
    ['--smtp', 'nowhere:99999', '--max', 'many', '--frobnicate', '--smtp-tls-key', 'x.pem'],
    { MAILMITT_LISTEN: 'here', MP_MAX_MESSAGE_SIZE: '-1' },
  ).ended

  expect(code).toBe(2)
  expect(err.trimEnd().split('\n').sort()).toEqual([
    '"--frobnicate" is no flag of Mailmitt; mailmitt --help shows what there is.',
    '--max (MAILMITT_MAX) must be a whole number from 0, not "many".',
    '--smtp (MAILMITT_SMTP) must be [host:]port with a port from 0 to 65535, or unix:/path, not "nowhere:99999".',
    '--smtp-tls-key needs --smtp-tls-cert beside it.',
    'MAILMITT_LISTEN (--listen) must be [host:]port with a port from 0 to 65535, not "here".',
    'MP_MAX_MESSAGE_SIZE (--max-message-size) must be a number of MiB from 0, not "-1".',
  ])
})

test('a certificate that cannot be read is one sentence and code 2', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mailmitt-'))
  const junk = path.join(folder, 'junk.pem')
  await writeFile(junk, 'not a certificate')
  const tls = (cert: string): string[] => ['--smtp-tls-cert', cert, '--smtp-tls-key', junk]

  const missing = await run([...ANY_PORTS, ...tls(path.join(folder, 'none.pem'))]).ended
  const broken = await run([...ANY_PORTS, ...tls(junk)]).ended

  expect(missing.code).toBe(2)
  expect(missing.err).toMatch(/^--smtp-tls-cert cannot be read: ENOENT.*\n$/)
  expect(broken.code).toBe(2)
  expect(broken.err).toMatch(/are no certificate with its key.*\n$/)
})

test('a host that is none of this machine is one sentence and code 1', async () => {
  const { code, err } = await run(['--smtp', '192.0.2.1:0', '--listen', 'localhost:0']).ended

  expect(code).toBe(1)
  expect(err).toBe('192.0.2.1 is no address of this machine; choose another one with --smtp.\n')
})

test('--help shows every flag with its variable', async () => {
  const { code, out } = await run(['--help']).ended

  expect(code).toBe(0)
  expect(out).toContain('--smtp <address>')
  expect(out).toContain('MAILMITT_SMTP_MAX_RECIPIENTS')
})

test('serves the UI under its policy, with assets that may be kept', async () => {
  const url = urlIn(await run([...ANY_PORTS, '--webroot', '/mail/']).said('Ctrl-C stops it.'))

  const page = await ask(url)
  const policy = String(page.headers['content-security-policy'])
  expect(page.status).toBe(200)
  expect(page.text).toContain('<base href="/mail/" />')
  expect(policy).toContain("default-src 'none'; script-src 'self'")
  expect((await ask(`${url}view/anything`)).text).toBe(page.text)
  const [asset] = /assets\/[^"]+\.js/.exec(page.text) ?? []
  const { status, headers } = await ask(`${url}${asset}`)
  expect(status).toBe(200)
  expect(headers['cache-control']).toContain('immutable')
})

test.for(['..%2fserver%2fmain.js', '../server/main.js', 'assets/../../server/main.js', '%2e%2e/x'])(
  'no file outside of the UI is served for %s',
  async (where) => {
    const url = urlIn(await run(ANY_PORTS).said('Ctrl-C stops it.'))

    expect((await ask(url + where)).status).toBeGreaterThanOrEqual(400)
  },
)

test('one line tells each message that was accepted', async () => {
  const { said } = run(ANY_PORTS)
  const out = await said('Ctrl-C stops it.')

  await sendMail(smtpPortIn(out))

  expect(await said('bytes\n')).toMatch(
    /[0-9A-Za-z]{22} from <ann@example\.com> to <bob@example\.com>, \d+ bytes\n$/,
  )
})

test('readyz: 0 ready, 2 wrong use, 3 nobody there', async () => {
  const url = urlIn(await run(ANY_PORTS).said('Ctrl-C stops it.'))

  expect((await run(['readyz', '--url', url]).ended).code).toBe(0)
  expect((await run(['readyz'], { MAILMITT_URL: url }).ended).code).toBe(0)
  expect((await run(['readyz', '--url', 'nonsense']).ended).code).toBe(2)
  const gone = await run(['readyz', '--url', 'http://127.0.0.1:1/']).ended
  expect(gone).toMatchObject({
    code: 3,
    err: 'No Mailmitt answers at http://127.0.0.1:1/readyz.\n',
  })
})

test('a message that is still being read does not hold up a stop', async () => {
  const { said, child, ended } = run(ANY_PORTS)
  const out = await said('Ctrl-C stops it.')
  // Tens of seconds of reading.
  const slow = '<p>'.repeat(1_000_000)
  for (let sent = 0; sent < 4; sent += 1) await sendMail(smtpPortIn(out), { html: slow })

  const stoppedAt = performance.now()
  child.kill('SIGTERM')

  expect((await ended).code).toBe(0)
  expect(performance.now() - stoppedAt).toBeLessThan(6_500)
})

test('the page of the UI has its policy under every name', async () => {
  const url = urlIn(await run(ANY_PORTS).said('Ctrl-C stops it.'))

  expect((await ask(`${url}index.html`)).status).toBe(404)
  expect((await ask(url)).headers['content-security-policy']).toContain("frame-ancestors 'none'")
})

test('view/latest is the page for a browser, and leads a program to the message', async () => {
  const url = urlIn(await run(ANY_PORTS).said('Ctrl-C stops it.'))
  const { text } = await ask(`${url}view/some-id`)

  const page = await ask(`${url}view/latest`, { headers: { 'sec-fetch-dest': 'document' } })
  const led = await ask(`${url}view/latest`)

  expect([page.status, page.text]).toEqual([200, text])
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect([led.status, led.headers.location]).toEqual([302, '/'])
  expect([page.headers.vary, led.headers.vary]).toEqual([
    expect.stringContaining('sec-fetch-dest'),
    expect.stringContaining('sec-fetch-dest'),
  ])
})
