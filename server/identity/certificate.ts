import { readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { createSecureContext } from 'node:tls'
import { MailmittError } from '../core/errors.ts'

/** PEM texts. */
export interface Certificate {
  readonly key: string
  readonly cert: string
}

/** Where certificates come from: two files, or one that is made here. */
export type CertificateSource =
  | { readonly type: 'files'; readonly key: string; readonly cert: string }
  /** Further names that the self-signed one is for. */
  | { readonly type: 'self-signed'; readonly names: readonly string[] }

/** The certificate of the listeners of one protocol. */
export interface Certificates {
  /** A self-signed one is made at the first call. */
  current(): Promise<Certificate>
  /** Reads the files again; an `invalid-config` leaves the certificate as it was. */
  reload(): Promise<void>
}

export interface CertificateNames {
  /** What the names of the two flags begin with: `--smtp-tls`. */
  readonly flags: string
  /** Of a self-signed one: of two with one name, OpenSSL would look at the first only. */
  readonly commonName: string
}

export async function createCertificates(
  source: CertificateSource,
  { flags, commonName }: CertificateNames,
): Promise<Certificates> {
  let certificate =
    source.type === 'files' ? Promise.resolve(await readCertificate(source, flags)) : undefined

  return {
    current() {
      certificate ??= makeCertificate(commonName, source.type === 'self-signed' ? source.names : [])
      return certificate
    },
    async reload() {
      if (source.type !== 'files') return
      certificate = Promise.resolve(await readCertificate(source, flags))
    },
  }
}

const DAYS = 365

/** A self-signed certificate on an elliptic curve for the names under which this machine is reached. */
async function makeCertificate(commonName: string, names: readonly string[]): Promise<Certificate> {
  // Imported at first use: most runs never see STARTTLS, and it costs start-up time.
  const { generate } = await import('selfsigned')
  const notBeforeDate = new Date()
  const notAfterDate = new Date(notBeforeDate.getTime() + DAYS * 86_400_000)
  const pems = await generate([{ name: 'commonName', value: commonName }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate,
    notAfterDate,
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 2, value: hostname() },
          { type: 2, value: 'mailmitt' },
          ...names.map((value) => ({ type: 2 as const, value })),
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  })
  return { key: pems.private, cert: pems.cert }
}

/** Reads and checks a certificate; a file that cannot be used is an `invalid-config`. */
async function readCertificate(
  files: { readonly key: string; readonly cert: string },
  flags: string,
): Promise<Certificate> {
  const [cert, key] = await Promise.all([
    readPem(files.cert, `${flags}-cert`),
    readPem(files.key, `${flags}-key`),
  ])
  const problems = [cert, key].flatMap((pem) => (pem.ok ? [] : [pem.problem]))
  if (!cert.ok || !key.ok) throw new MailmittError('invalid-config', problems.join('\n'))
  const certificate = { key: key.text, cert: cert.text }
  try {
    createSecureContext(certificate)
  } catch (cause) {
    throw new MailmittError(
      'invalid-config',
      `${flags}-cert ${files.cert} and ${flags}-key ${files.key} are no certificate with its key: ${reason(cause)}.`,
      { cause },
    )
  }
  return certificate
}

type Pem =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string }

async function readPem(file: string, flag: string): Promise<Pem> {
  try {
    return { ok: true, text: await readFile(file, 'utf8') }
  } catch (cause) {
    // Whatever keeps a file from being read is told with the system's own words.
    return { ok: false, problem: `${flag} cannot be read: ${reason(cause)}.` }
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
