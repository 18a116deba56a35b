import { open } from 'node:fs/promises'
import { MailmittError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'

/**
 * What a YAML file of settings says, every scalar a text, as it was written: `012` and `no` stay what they
 * are. A file that cannot be used is an `invalid-config` that begins with `name`, the flag.
 */
export async function readYaml(file: string, name: string): Promise<unknown> {
  const text = await readText(file, name)
  // Imported at first use: most runs have no such file.
  const { parseDocument } = await import('yaml')
  const document = parseDocument(text, { schema: 'failsafe' })
  const [problem] = document.errors
  if (problem) throw new MailmittError('invalid-config', `${name} ${file}: ${problem.message}`)
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (cause) {
    // An alias that is in itself, or one of too many.
    if (!(cause instanceof ReferenceError)) throw cause
    throw new MailmittError('invalid-config', `${name} ${file}: ${cause.message}.`, { cause })
  }
}

/** Reads one byte more than there may be, and no further: `/dev/zero` is a file, too. */
async function readText(file: string, name: string): Promise<string> {
  const max = limits.settingsFileBytesMax
  const bytes = await readStart(file, max + 1).catch((cause: unknown) => {
    // Whatever keeps a file from being read is told with the system's own words.
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new MailmittError('invalid-config', `${name} cannot be read: ${reason}.`, { cause })
  })
  if (bytes.byteLength <= max) return bytes.toString('utf8')
  throw new MailmittError('invalid-config', `${name} ${file} has more than ${max} bytes.`)
}

async function readStart(file: string, bytesMax: number): Promise<Buffer> {
  const handle = await open(file)
  try {
    const chunks: Buffer[] = []
    let size = 0
    while (size < bytesMax) {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(64 * 1024))
      if (bytesRead === 0) break
      chunks.push(buffer.subarray(0, bytesRead))
      size += bytesRead
    }
    return Buffer.concat(chunks)
  } finally {
    await handle.close()
  }
}
