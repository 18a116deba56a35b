import { expect, test } from 'vitest'
import { atOnce } from '../../../server/mime/in-pieces.ts'
import { packBatch } from '../../../server/mime/pack-batch.ts'
import { answerBatch } from '../../../server/mime/read-batch.ts'
import { digestPieces } from '../../../server/mime/readings.ts'

const mails = [
  'From: a@x.example\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\nHello\r\n',
  '',
  'Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nOne\r\n--x\r\n',
  'Subject: \ud83d\udce7\r\n\r\n\0\0\0',
].map((text) => Buffer.from(text))

test('a batch is read as each of its mails is', async () => {
  const { bytes, ends } = structuredClone(packBatch(mails))

  expect(await answerBatch({ bytes, ends })).toEqual(mails.map((raw) => atOnce(digestPieces(raw))))
})

test('a digest is the same on the other side of a thread', async () => {
  const digests = await answerBatch(packBatch(mails))

  expect(structuredClone(digests)).toEqual(digests)
})

test('a batch without mail is no mail', async () => {
  expect(await answerBatch(packBatch([]))).toEqual([])
})
