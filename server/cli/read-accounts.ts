import { readFile } from 'node:fs/promises'
import { MailmittError } from '../core/errors.ts'
import type { Accounts } from '../identity/accounts.ts'
import { parseAccounts } from '../identity/accounts.ts'
import type { AuthSource } from './read-identity.ts'

/** The flag with a file and the variable with the users themselves. */
export interface AuthNames {
  readonly file: string
  readonly text: string
}

/** Reads who may log in; a file that cannot be used is an `invalid-config`. */
export async function readAccounts(source: AuthSource, names: AuthNames): Promise<Accounts> {
  const name = source.type === 'file' ? `${names.file} ${source.file}` : names.text
  const parsed = parseAccounts(
    source.type === 'file' ? await readText(source.file, names.file) : source.text,
  )
  if (parsed.ok) return parsed.accounts
  throw new MailmittError(
    'invalid-config',
    parsed.problems.map((problem) => `${name}: ${problem}.`).join('\n'),
  )
}

async function readText(file: string, flag: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    // Whatever keeps a file from being read is told with the system's own words.
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new MailmittError('invalid-config', `${flag} cannot be read: ${reason}.`, { cause })
  }
}
