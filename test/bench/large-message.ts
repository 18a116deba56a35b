const lineBytes = 76

/** A mail with an attachment that makes it so large, in base64 as mailers send it. */
export function makeLargeMessage(bytes: number): Buffer {
  const head = [
    'From: Shop <shop@example.com>',
    'To: Customer <customer@example.com>',
    'Subject: The film of the opening',
    'Date: Sun, 22 Nov 2026 12:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="=-large"',
    '',
    '--=-large',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Here it is.',
    '--=-large',
    'Content-Type: application/octet-stream; name="film.bin"',
    'Content-Disposition: attachment; filename="film.bin"',
    'Content-Transfer-Encoding: base64',
    '',
    '',
  ].join('\r\n')
  const line = `${'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAx'.padEnd(lineBytes, 'Q')}\r\n`
  const lines = line.repeat(Math.ceil((bytes - head.length) / line.length))
  return Buffer.from(`${head}${lines}--=-large--\r\n`)
}
