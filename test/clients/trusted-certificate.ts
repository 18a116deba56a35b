import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { ask } from '../support/http.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

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
