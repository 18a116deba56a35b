import type { MailDigest } from '../core/message.ts'
import { inPieces } from './in-pieces.ts'
import type { Batch } from './pack-batch.ts'
import { digestPieces } from './readings.ts'

/** The digests of its mails; nothing in place of one whose reading failed, which is a bug of ours. */
export async function answerBatch({
  bytes,
  ends,
}: Batch): Promise<readonly (MailDigest | undefined)[]> {
  const digests: (MailDigest | undefined)[] = []
  let start = 0
  for (const end of ends) {
    digests.push(await digestOf(Buffer.from(bytes.buffer, start, end - start)))
    start = end
  }
  return digests
}

/** The one who asked reads it again, and says what is wrong. */
async function digestOf(raw: Buffer): Promise<MailDigest | undefined> {
  try {
    return await inPieces(digestPieces(raw))
  } catch {
    return undefined
  }
}
