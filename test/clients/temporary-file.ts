import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { ask } from '../support/http.ts'

/** A folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'mailmitt-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** The certificate of a Mailmitt as a client would fetch it to trust it. */
export async function readCa(url: string): Promise<string> {
  return (await ask(`${url}api/v1/ca.pem`)).text
}

/** The same, as a file. */
export async function writeCa(url: string): Promise<string> {
  const file = path.join(temporaryFolder(), 'ca.pem')
  writeFileSync(file, await readCa(url))
  return file
}
