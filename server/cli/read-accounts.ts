import { readFile } from 'node:fs/promises'
import { MailmittError } from '../core/errors.ts'
import type { Accounts } from '../smtp/auth/accounts.ts'
import { parseAccounts } from '../smtp/auth/accounts.ts'
import type { AuthSource } from './read-config.ts'

/** Reads who may log in; a file that cannot be used is an `invalid-config`. */
export async function readAccounts(source: AuthSource): Promise<Accounts> {
  const name = source.type === 'file' ? `--smtp-auth-file ${source.file}` : 'MAILMITT_SMTP_AUTH'
  const parsed = parseAccounts(source.type === 'file' ? await readText(source.file) : source.text)
  if (parsed.ok) return parsed.accounts
  throw new MailmittError(
    'invalid-config',
    parsed.problems.map((problem) => `${name}: ${problem}.`).join('\n'),
  )
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    // Whatever keeps a file from being read is told with the system's own words.
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new MailmittError('invalid-config', `--smtp-auth-file cannot be read: ${reason}.`, {
      cause,
    })
  }
}
