import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cut, endLine, oddBytes, stuff } from '../../support/smtp-bytes.ts'
import { connectSmtp } from '../../support/smtp-client.ts'
import { readMessage, readRaw } from '../../support/smtp-inbox.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

test('raw is what was sent, byte for byte, message after message on one connection', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  const cuts = fc.array(fc.nat({ max: 200 }), { maxLength: 4 })

  const property = fc.asyncProperty(oddBytes, cuts, async (bytes, places) => {
    const message = endLine(bytes)
    await client.openData()
    for (const packet of cut(stuff(message), places)) await write(client.socket, packet)
    expect(await client.hear()).toMatch(/^250 /)

    expect((await readRaw(url)).equals(message)).toBe(true)
    expect((await readMessage(url)).Size).toBe(message.length)
  })
  await fc.assert(property, { numRuns: 60 })
})

test('raw is what was sent in chunks, byte for byte, however these are cut', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  await client.say('EHLO client.example')
  const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 5 })

  const property = fc.asyncProperty(oddBytes, cuts, cuts, async (message, chunks, packets) => {
    await client.say('MAIL FROM:<ann@example.com> BODY=BINARYMIME')
    await client.say('RCPT TO:<bob@example.com>')
    const pieces = cut(message, chunks)
    for (const packet of cut(toBdat(pieces), packets)) await write(client.socket, packet)
    for (const [at] of pieces.entries()) {
      expect(await client.hear()).toMatch(
        at < pieces.length - 1 ? /^250 2\.0\.0 / : /^250 2\.6\.0 /,
      )
    }

    expect((await readRaw(url)).equals(message)).toBe(true)
  })
  await fc.assert(property, { numRuns: 100 })
})

test('a message of 25 MB comes back exactly', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)
  const body = Buffer.alloc(25_000_000, Array.from({ length: 251 }, (_, at) => at).join('.\r\n.'))
  const message = endLine(Buffer.concat([Buffer.from('Subject: Large\r\n\r\n'), body]))

  const reply = await client.deliver(stuff(message))

  expect(reply).toMatch(/^250 /)
  expect((await readRaw(url)).equals(message)).toBe(true)
})

/** RFC 3030 2: the chunks with their commands, pipelined. */
function toBdat(pieces: readonly Buffer[]): Buffer {
  const last = pieces.length - 1
  return Buffer.concat(
    pieces.flatMap((piece, at) => [
      Buffer.from(`BDAT ${piece.length}${at === last ? ' LAST' : ''}\r\n`),
      piece,
    ]),
  )
}

function write(socket: NodeJS.WritableStream, packet: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(packet, (error) => (error ? reject(error) : resolve()))
  })
}
