import { expect, test } from 'vitest'
import { sinkOfBytes } from '../../../server/smtp/byte-sink.ts'
import { MailStream } from '../../../server/smtp/mail-stream.ts'

test('pipelined chunks leave others their turn of the event loop', async () => {
  const stream = new MailStream()
  let chunks = 0
  stream.oncommand = (_line, callback) => {
    stream.receive(
      sinkOfBytes(1, () => undefined),
      () => {
        chunks += 1
        queueMicrotask(() => stream.resumeCommands())
      },
    )
    callback?.()
  }
  const chunksBeforeTurn = new Promise((resolve) => setImmediate(() => resolve(chunks)))
  const read = new Promise((resolve) =>
    stream.write(Buffer.from('BDAT 1\r\nx'.repeat(1_000)), resolve),
  )

  expect(await chunksBeforeTurn).toBeLessThan(200)
  await read
  expect(chunks).toBe(1_000)
})

test('a line that comes byte by byte is one command', async () => {
  const stream = new MailStream()
  const lines: string[] = []
  stream.oncommand = (line, callback) => {
    lines.push(line.toString())
    callback?.()
  }
  const command = `NOOP ${'0123456789'.repeat(1_000)}`

  for (const byte of Buffer.from(`${command}\r\n`)) stream.write(Buffer.of(byte))
  await new Promise((resolve) => stream.end(resolve))

  expect(lines).toEqual([command])
})
