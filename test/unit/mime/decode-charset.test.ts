import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { limits } from '../../../server/core/limits.ts'
import { charsetPieces, decodeCharset } from '../../../server/mime/decode-charset.ts'
import { inPieces } from '../../../server/mime/in-pieces.ts'
import { createIso2022JpDecoder } from '../../../server/mime/iso-2022-jp-decoder.ts'
import { createUtf7Decoder } from '../../../server/mime/utf7-decoder.ts'

const text = fc.string({ unit: 'binary' })
const cuts = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 })

test('UTF-7 cut anywhere is the text that was encoded', () => {
  fc.assert(
    fc.property(text, cuts, (sent, sizes) => {
      expect(decodedInCuts(createUtf7Decoder(), iconv.encode(sent, 'utf-7'), sizes)).toBe(sent)
    }),
  )
})

test.for([
  ['1 +- 1 = 2', '1 + 1 = 2'],
  ['A+ImIDkQ.', 'A\u2262\u0391.'],
  ['Hi Mom -+Jjo--!', 'Hi Mom -\u263a-!'],
  ['+AGE', 'a'],
  ['a+ b', 'a b'],
  ['+AGE-+AGI-', 'ab'],
] as const)('UTF-7 %j is %j', ([sent, shown]) => {
  expect(decodedInCuts(createUtf7Decoder(), Buffer.from(sent), [1])).toBe(shown)
})

const japanese: ReadonlyArray<readonly [sent: string, shown: string]> = [
  ['\u001b$B$3$s$K$A$O\u001b(B', 'こんにちは'],
  ['\u001b$@4A;z\u001b(J', '漢字'],
  ['\u001b(I1\u001b(B', 'ｱ'],
  ['\u001b$(D0!\u001b(B', '丂'],
  ['plain\r\n', 'plain\r\n'],
  ['\u00c3\u00a4', 'ä'],
]

test('ISO-2022-JP cut anywhere is the text that was encoded', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...japanese)), cuts, (words, sizes) => {
      const bytes = Buffer.from(words.map(([sent]) => sent).join(''), 'latin1')

      const shown = decodedInCuts(createIso2022JpDecoder(), bytes, sizes)

      expect(shown).toBe(words.map(([, word]) => word).join(''))
    }),
    { numRuns: 1_000 },
  )
})

test.for(['utf-8', 'utf-16le', 'utf-16', 'gb18030', 'big5', 'shift_jis', 'euc-kr', 'utf-7'])(
  '%s keeps the characters that two pieces share',
  async (charset) => {
    const sent = `a${'中文b'.repeat(limits.readPieceBytes / 2)}`

    const decoded = await inPieces(charsetPieces(iconv.encode(sent, charset), charset))

    expect(decoded.fault).toBeUndefined()
    expect(decoded.text === sent).toBe(true)
  },
)

test.for([
  ['an emoji in gb18030', 'gb18030', '9439fc36', 3],
  ['Ê̄ in big5', 'big5', '8862', 1],
  ['a broken character in gbk', 'gbk', '8120', 1],
  ['a broken character in shift_jis', 'shift_jis', '8120', 1],
  ['a broken character in euc-kr', 'euc-kr', '8120', 1],
] as const)('%s that two pieces share costs nothing behind it', ([, charset, shared, at]) => {
  const lines = 'line\n'
    .repeat((limits.readPieceBytes - at) / 5)
    .padEnd(limits.readPieceBytes - at, 'a')

  for (const behind of [' and more\n', 'x'.repeat(limits.readPieceBytes)]) {
    const bytes = Buffer.concat([
      Buffer.from(lines),
      Buffer.from(shared, 'hex'),
      Buffer.from(behind),
    ])

    expect(decodeCharset(bytes, charset).text).toBe(iconv.decode(bytes, charset))
  }
})

test.for(['utf-7', 'UTF7', 'utf_7', 'unicode-1-1-utf-7'])(
  '%s is read by the decoder that takes linear time',
  (charset) => {
    expect(decodeCharset(Buffer.from('+AOk-+-'), charset)).toEqual({ text: 'é+', fault: undefined })
    // What iconv-lite's own would make of it has no é at its end.
    const mislabelled = decodeCharset(Buffer.from('+AOk-\u00e9', 'latin1'), charset)
    expect(mislabelled).toEqual({ text: '+AOk-é', fault: 'wrong-charset' })
  },
)

test.for(['base64', 'BASE-64', 'hex', 'h_e_x', 'binary', 'bin.ary', 'utf-7-imap', 'utf_7_imap'])(
  '%s is no charset, however it is spelt',
  (charset) => {
    expect(decodeCharset(Buffer.from('Hello'), charset)).toEqual({
      text: 'Hello',
      fault: 'unknown-charset',
    })
  },
)

function decodedInCuts(
  decoder: ReturnType<typeof createUtf7Decoder>,
  bytes: Buffer,
  sizes: readonly number[],
): string {
  let decoded = ''
  let from = 0
  for (let index = 0; from < bytes.length; index++) {
    const end = from + (sizes[index % sizes.length] ?? 1)
    decoded += decoder.write(bytes.subarray(from, end))
    from = end
  }
  return decoded + (decoder.end() ?? '')
}
