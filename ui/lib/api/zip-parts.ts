import { zipSync } from 'fflate'
import type { Client } from '../../../client/http.ts'

export interface ZippedPart {
  readonly partId: string
  /** Where it lies in the archive; no other part is there. */
  readonly name: string
}

/** Parts of one message as a zip archive, stored: what is attached is mostly compressed by itself. */
export async function zipParts(
  client: Pick<Client, 'part'>,
  id: string,
  parts: readonly ZippedPart[],
): Promise<Uint8Array<ArrayBuffer>> {
  const files: Record<string, Uint8Array> = {}
  // One after the other: the server reads the whole mail for each.
  for (const { partId, name } of parts) files[name] = await client.part(id, partId)
  return zipSync(files, { level: 0 })
}
