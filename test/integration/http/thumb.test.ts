import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Message } from '../../../server/contract/message.ts'
import { ask } from '../../support/http.ts'
import { quarterErrors, readThumbnail } from '../../support/read-thumbnail.ts'
import { idOf, sendMail } from '../../support/send-mail.ts'
import { listMessages, readMessage } from '../../support/smtp-inbox.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

const photo = readFileSync(
  path.join(import.meta.dirname, '../../conformance/thumbnail/fixtures/progressive-420.jpg'),
)

function partOf({ Attachments, Inline }: Message, fileName: string): string {
  const part = [...Inline, ...Attachments].find(({ FileName }) => FileName === fileName)
  return part?.PartID ?? 'none'
}

test('an image has a thumbnail: a small JPEG under its own name, which marks nothing read', async () => {
  const { smtpPort, url } = await startMailmitt()
  const attachments = [{ filename: 'größe.jpg', content: photo }]
  const id = idOf(await sendMail(smtpPort, { attachments }))
  const part = partOf(await readMessage(url), 'größe.jpg')

  const { status, headers, body } = await ask(`${url}api/v1/message/${id}/part/${part}/thumb`)

  expect(status).toBe(200)
  expect(headers['content-type']).toBe('image/jpeg')
  expect(headers['content-disposition']).toContain("filename*=UTF-8''gr%C3%B6%C3%9Fe.jpg")
  expect(Math.max(...quarterErrors(await readThumbnail(body)))).toBeLessThan(12)
  expect(await listMessages(url)).toMatchObject([{ Read: false }])
})

test('an image is known by its bytes, whatever the mail calls it', async () => {
  const { smtpPort, url } = await startMailmitt()
  const attachments = [
    { filename: 'a.bin', content: photo, contentType: 'application/octet-stream' },
    { filename: 'b.png', content: photo, contentType: 'image/png' },
    { filename: 'c.jpg', content: 'no image', contentType: 'image/jpeg' },
    { filename: 'd.txt', content: 'a text' },
  ]
  await sendMail(smtpPort, { attachments })
  const message = await readMessage(url)

  const blank: Record<string, boolean> = {}
  for (const { filename } of attachments) {
    const part = partOf(message, filename)
    const { body } = await ask(`${url}api/v1/message/latest/part/${part}/thumb`)
    const seen = await readThumbnail(body)
    expect([seen.width, seen.height]).toEqual([180, 120])
    blank[filename] = seen.isBlank
  }

  expect(blank).toEqual({ 'a.bin': false, 'b.png': false, 'c.jpg': true, 'd.txt': true })
})

test('many thumbnails asked for at once all come, and come the same again', async () => {
  const { smtpPort, url } = await startMailmitt()
  const attachments = Array.from({ length: 6 }, (_, index) => ({
    filename: `${index}.jpg`,
    content: photo,
  }))
  await sendMail(smtpPort, { attachments })
  const message = await readMessage(url)
  const addresses = attachments.map(
    ({ filename }) => `${url}api/v1/message/${message.ID}/part/${partOf(message, filename)}/thumb`,
  )

  const first = await Promise.all(addresses.map((address) => ask(address)))
  const again = await Promise.all(addresses.map((address) => ask(address)))

  expect(first.map(({ status }) => status)).toEqual(attachments.map(() => 200))
  expect(again.map(({ body }) => body)).toEqual(first.map(({ body }) => body))
})

test('no thumbnail of what is not there, also once it was', async () => {
  const { smtpPort, url } = await startMailmitt()
  const attachments = [{ filename: 'a.jpg', content: photo }]
  const id = idOf(await sendMail(smtpPort, { to: 'a@x.inbox.test', attachments }))
  const thumb = `${url}api/v1/message/${id}/part/${partOf(await readMessage(url), 'a.jpg')}/thumb`

  expect((await ask(`${thumb}?inbox=x`)).status).toBe(200)
  expect((await ask(`${thumb}?inbox=y`)).status).toBe(404)
  expect((await ask(`${url}api/v1/message/${id}/part/9/thumb`)).status).toBe(404)
  expect((await ask(`${url}api/v1/message/${id}/part/1.0/thumb`)).status).toBe(404)
  await ask(`${url}api/v1/messages`, { method: 'DELETE' })
  expect((await ask(thumb)).json()).toMatchObject({ Code: 'not-found' })
})
