import type { Accounts } from '../identity/accounts.ts'
import type { Certificates } from '../identity/certificate.ts'
import { createCertificates } from '../identity/certificate.ts'
import type { AuthNames } from './read-accounts.ts'
import { readAccounts } from './read-accounts.ts'
import type { Config } from './read-config.ts'

/** Who may come in, and what shows clients who we are. */
export interface Identity {
  /** Of SMTP; `undefined` takes any user and password. */
  readonly accounts: Accounts | undefined
  /** Of the web UI and the API; `undefined` asks for none. */
  readonly users: Accounts | undefined
  /** Of `POST send`; `undefined` are those of the API. */
  readonly senders: Accounts | 'any' | undefined
  readonly certificates: Certificates
  /** `undefined` is HTTP without TLS. */
  readonly uiCertificates: Certificates | undefined
}

/** Throws `invalid-config` for a file that cannot be used. */
export async function loadIdentity(config: Config): Promise<Identity> {
  const { uiCertificate, auth, uiAuth, sendAuth } = config
  return {
    accounts: auth && (await readAccounts(auth, namesOf('smtp-auth'))),
    users: uiAuth && (await readAccounts(uiAuth, namesOf('ui-auth'))),
    senders:
      sendAuth === 'any'
        ? sendAuth
        : sendAuth && (await readAccounts(sendAuth, namesOf('send-api-auth'))),
    certificates: await createCertificates(config.certificate, {
      flags: '--smtp-tls',
      commonName: 'Mailmitt',
    }),
    uiCertificates:
      uiCertificate &&
      (await createCertificates(uiCertificate, {
        flags: '--ui-tls',
        commonName: 'Mailmitt HTTPS',
      })),
  }
}

function namesOf(name: string): AuthNames {
  return { file: `--${name}-file`, text: `MAILMITT_${name.toUpperCase().replaceAll('-', '_')}` }
}

/** For clients to trust: that of SMTP, then that of HTTPS. */
export async function certificatesOf({ certificates, uiCertificates }: Identity): Promise<string> {
  const both = [certificates, ...(uiCertificates ? [uiCertificates] : [])]
  const pems = await Promise.all(both.map(async (each) => (await each.current()).cert))
  return pems.map((pem) => `${pem.trimEnd()}\n`).join('')
}
