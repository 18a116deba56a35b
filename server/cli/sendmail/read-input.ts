import { limits } from '../../core/limits.ts'
import { exitCodes, SendmailError } from './exit-codes.ts'

/** Reads a message to its end; with `endsAtDot` that is a line with a single dot, or the end of input. */
export async function readInput(
  input: AsyncIterable<Buffer>,
  { endsAtDot }: { readonly endsAtDot: boolean },
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  // The end of what was read, so that a dot is found that was cut from its line ends. A line begins here.
  let tail = '\n'
  for await (const chunk of input) {
    const window = tail + chunk.toString('latin1')
    const dot = endsAtDot ? /\n\.\r?\n/.exec(window) : null
    chunks.push(chunk)
    if (dot) return Buffer.concat(chunks).subarray(0, size - tail.length + dot.index + 1)
    size += chunk.length
    if (size > limits.sendmailBytesMax) throw tooLarge()
    tail = window.slice(-3)
  }
  const whole = Buffer.concat(chunks)
  return endsAtDot && /\n\.\r?$/.test(tail) ? whole.subarray(0, whole.lastIndexOf('.')) : whole
}

function tooLarge(): SendmailError {
  return new SendmailError(
    exitCodes.dataError,
    `The message is larger than ${limits.sendmailBytesMax} bytes.`,
  )
}
