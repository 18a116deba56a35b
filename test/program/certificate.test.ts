import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { connect } from 'node:tls'
import { generate } from 'selfsigned'
import { expect, test } from 'vitest'
import { ANY_PORTS, run } from '../support/run-built.ts'

test.skipIf(process.platform === 'win32')(
  'SIGHUP reads the certificate again; a broken one leaves it as it was',
  async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'mailmitt-'))
    const [cert, key] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')]
    const first = await writeCertificate('first.test', { cert, key })
    const files = ['--smtp-tls-cert', cert, '--smtp-tls-key', key]
    const program = run([...ANY_PORTS, '--smtps', 'localhost:0', ...files])
    const out = await program.said('Ctrl-C stops it.')
    const port = Number(/localhost:(\d+) TLS/.exec(out)?.[1])
    expect(await fingerprintAt(port)).toBe(first)

    const second = await writeCertificate('second.test', { cert, key })
    program.child.kill('SIGHUP')
    await program.said('The certificate was read again.')
    expect(await fingerprintAt(port)).toBe(second)

    await writeFile(cert, 'no certificate')
    const complaint = once(program.child.stderr, 'data')
    program.child.kill('SIGHUP')
    expect(String(await complaint)).toContain('The certificate stays as it was.')
    expect(await fingerprintAt(port)).toBe(second)
  },
)

test.skipIf(process.platform === 'win32')(
  'SIGHUP reads the certificate of HTTPS again, also beside a broken one of SMTP',
  async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'mailmitt-'))
    const inFolder = (name: string): string => path.join(folder, name)
    const ui = { cert: inFolder('ui-cert.pem'), key: inFolder('ui-key.pem') }
    const smtp = { cert: inFolder('cert.pem'), key: inFolder('key.pem') }
    const first = await writeCertificate('first.test', ui)
    await writeCertificate('smtp.test', smtp)
    const program = run([
      ...[...ANY_PORTS, '--ui-tls-cert', ui.cert, '--ui-tls-key', ui.key],
      ...['--smtp-tls-cert', smtp.cert, '--smtp-tls-key', smtp.key],
    ])
    const out = await program.said('Ctrl-C stops it.')
    const port = Number(/https:\/\/localhost:(\d+)/.exec(out)?.[1])
    expect(await fingerprintAt(port)).toBe(first)

    const second = await writeCertificate('second.test', ui)
    await writeFile(smtp.cert, 'no certificate')
    const complaint = once(program.child.stderr, 'data')
    program.child.kill('SIGHUP')

    expect(String(await complaint)).toContain('--smtp-tls-cert')
    expect(await fingerprintAt(port)).toBe(second)
  },
)

test('a self-signed certificate may be for further names', async () => {
  const names = 'sans:mail.example,other.example'
  const flags = ['--smtps', 'localhost:0', '--smtp-tls-cert', names, '--smtp-tls-key', names]
  const out = await run([...ANY_PORTS, ...flags]).said('Ctrl-C stops it.')

  const certificate = await certificateAt(Number(/localhost:(\d+) TLS/.exec(out)?.[1]))

  expect(certificate.subjectaltname).toContain('DNS:mail.example, DNS:other.example')
})

/** Returns its fingerprint. */
async function writeCertificate(
  name: string,
  files: { readonly cert: string; readonly key: string },
): Promise<string> {
  const pems = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    curve: 'P-256',
  })
  await writeFile(files.cert, pems.cert)
  await writeFile(files.key, pems.private)
  return pems.fingerprint.toUpperCase()
}

async function fingerprintAt(port: number): Promise<string> {
  return (await certificateAt(port)).fingerprint
}

async function certificateAt(port: number) {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  const certificate = socket.getPeerCertificate()
  socket.destroy()
  return certificate
}
