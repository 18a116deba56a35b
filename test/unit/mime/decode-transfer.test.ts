import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeTransfer } from '../../../server/mime/decode-transfer.ts'
import { inPieces } from '../../../server/mime/in-pieces.ts'

const bytes = fc.uint8Array({ maxLength: 2_000 }).map((sent) => Buffer.from(sent))
const longBytes = fc.uint8Array({ minLength: 60_000, maxLength: 140_000, size: 'max' })

test('base64 gives back the bytes that were encoded, however the lines are cut', async () => {
  await fc.assert(
    fc.asyncProperty(bytes, fc.integer({ min: 1, max: 100 }), async (sent, width) => {
      const lines = sent.toString('base64').replace(new RegExp(`.{${width}}`, 'g'), '$&\r\n')

      const decoded = await inPieces(decodeTransfer(Buffer.from(lines), 'base64'))

      expect(decoded.bytes.equals(sent)).toBe(true)
      expect(decoded.fault).toBeUndefined()
    }),
  )
})

test('base64 of more than one piece gives back the bytes that were encoded', async () => {
  await fc.assert(
    fc.asyncProperty(longBytes, async (long) => {
      const sent = Buffer.from(long)
      const lines = sent.toString('base64').replace(/.{76}/g, '$&\r\n')

      const decoded = await inPieces(decodeTransfer(Buffer.from(lines), 'base64'))

      expect(decoded.bytes.equals(sent)).toBe(true)
    }),
    { numRuns: 10 },
  )
})

test('base64 that is padded line by line is decoded line by line', async () => {
  const lines = ['YQ==', 'YmM=', 'ZGVm'].join('\r\n')

  const { bytes: decoded, fault } = await inPieces(decodeTransfer(Buffer.from(lines), 'base64'))

  expect(decoded.toString()).toBe('abcdef')
  expect(fault).toBeUndefined()
})

test('quoted-printable gives back the bytes that were encoded', async () => {
  await fc.assert(
    fc.asyncProperty(bytes, async (sent) => {
      const encoded = encodeQuotedPrintable(sent)

      const decoded = await inPieces(decodeTransfer(Buffer.from(encoded), 'quoted-printable'))

      expect(decoded.bytes.equals(sent)).toBe(true)
      expect(decoded.fault).toBeUndefined()
    }),
  )
})

/** RFC 2045 6.7, with what is hard: blanks kept before a soft line break, breaks everywhere. */
function encodeQuotedPrintable(sent: Buffer): string {
  const characters = Array.from(sent, (byte) =>
    byte === 0x20 || (byte > 0x20 && byte < 0x7f && byte !== 0x3d)
      ? String.fromCharCode(byte)
      : `=${byte.toString(16).padStart(2, '0').toUpperCase()}`,
  )
  const lines = characters.map((character, index) =>
    index % 20 === 19 ? `${character}=\r\n` : character,
  )
  return lines.join('').replace(/ $/, '=20')
}
