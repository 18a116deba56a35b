import type { RawStart } from './client.ts'

/** Reads no further than it must, and hangs up. */
export async function readStart(response: Response, bytesMax: number): Promise<RawStart> {
  const reader = response.body?.getReader()
  if (!reader) return { bytes: new Uint8Array(), complete: true }
  const chunks: Uint8Array[] = []
  let size = 0
  while (size <= bytesMax) {
    const { done, value } = await reader.read()
    if (done) return { bytes: joined(chunks, size), complete: true }
    chunks.push(value)
    size += value.byteLength
  }
  await reader.cancel()
  return { bytes: joined(chunks, size).subarray(0, bytesMax), complete: false }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}
