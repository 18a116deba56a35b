import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { limits } from '../../../server/core/limits.ts'
import type { MessageList } from '../../../server/contract/message.ts'
import type { Answer } from '../../support/http.ts'
import { ask } from '../../support/http.ts'
import { openFeed } from '../../support/open-feed.ts'
import { sendMail } from '../../support/send-mail.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: gunzipSync,
  br: brotliDecompressSync,
}

const HTML = `<p>${'Good morning. '.repeat(500)}</p>`
const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(5_000)])

/** A mail whose parts are compressible and not. */
async function startWithMail(...flags: string[]) {
  const mailmitt = await startMailmitt(...flags)
  await sendMail(mailmitt.smtpPort, {
    text: 'Good morning. '.repeat(500),
    html: HTML,
    attachments: [
      { filename: 'a.csv', contentType: 'text/csv', content: 'a,b,c\n'.repeat(1_000) },
      {
        filename: 'a.svg',
        contentType: 'image/svg+xml',
        content: `<svg>${' '.repeat(5_000)}</svg>`,
      },
      { filename: 'a.png', contentType: 'image/png', content: PNG },
      { filename: 'a.zip', contentType: 'application/zip', content: PNG },
      { filename: 'short.txt', contentType: 'text/plain', content: 'short' },
    ],
  })
  const { messages } = (await ask(`${mailmitt.url}api/v1/messages`)).json() as MessageList
  return { ...mailmitt, id: messages[0]?.ID ?? '' }
}

const asking = (encoding: string) => ({ headers: { 'accept-encoding': encoding } })

function decoded({ headers, body }: Answer): Buffer {
  const decode = decoders[headers['content-encoding'] ?? '']
  return decode ? decode(body) : body
}

test.for([
  ['api/v1/message/ID', true],
  ['api/v1/message/ID/raw', true],
  ['api/v1/message/ID/headers', false],
  ['api/v1/message/ID/part/1.1', true],
  ['api/v1/message/ID/part/2', true],
  ['api/v1/message/ID/part/3', true],
  ['api/v1/message/ID/part/4', false],
  ['api/v1/message/ID/part/5', false],
  ['api/v1/message/ID/part/6', false],
  ['api/v1/openapi.json', true],
  ['view/ID.html', true],
  ['view/ID.txt', true],
  ['livez', false],
] as const)('%s is compressed: %s, and the bytes stay the same', async ([at, isCompressed]) => {
  const { url, id } = await startWithMail()
  const address = url + at.replace('ID', id)
  await ask(address)
  const plain = await ask(address)

  for (const encoding of ['gzip', 'br']) {
    const packed = await ask(address, asking(encoding))

    expect(packed.headers['content-encoding']).toBe(isCompressed ? encoding : undefined)
    expect(decoded(packed)).toEqual(plain.body)
    expect(Number(packed.headers['content-length'])).toBe(packed.body.byteLength)
    expect(packed.headers['content-type']).toBe(plain.headers['content-type'])
    if (isCompressed) expect(packed.body.byteLength).toBeLessThan(plain.body.byteLength)
  }
  expect(plain.headers['content-encoding']).toBeUndefined()
})

test('HEAD says what GET says', async () => {
  const { url, id } = await startWithMail()

  for (const at of [`api/v1/message/${id}/raw`, 'api/v1/messages', `api/v1/message/${id}/part/4`]) {
    for (const encoding of ['identity', 'gzip', 'br']) {
      const get = await ask(url + at, asking(encoding))
      const head = await ask(url + at, { ...asking(encoding), method: 'HEAD' })

      expect(head.body.byteLength).toBe(0)
      expect({ ...head.headers, date: '' }).toEqual({ ...get.headers, date: '' })
    }
  }
})

test('a cache is told that the answer depends on what was asked for', async () => {
  const { url, id } = await startWithMail('--api-cors', 'app.test')
  const varyOf = async (at: string) => (await ask(url + at)).headers.vary

  expect(await varyOf('api/v1/messages')).toBe('Origin, Accept-Encoding')
  expect(await varyOf(`api/v1/message/${id}/part/4`)).toBe('Origin')
})

test('what is shorter than a KiB is not worth it', async () => {
  const { url } = await startMailmitt()
  const lengthen = async (length: number) => {
    const found = await ask(`${url}nothing/${'x'.repeat(length)}`, asking('gzip'))
    return { size: decoded(found).byteLength, encoding: found.headers['content-encoding'] }
  }
  const { size } = await lengthen(0)

  expect((await lengthen(limits.compressBytesMin - size - 1)).encoding).toBeUndefined()
  expect((await lengthen(limits.compressBytesMin - size)).encoding).toBe('gzip')
})

test.for(['', 'gzip;q=0', 'identity', 'zstd', ';q=,,=;*q', 'gzip\t;;q=1', 'x'.repeat(8_000)])(
  'Accept-Encoding "%s" is answered plainly',
  async (encoding) => {
    const { url, id } = await startWithMail()

    const answer = await ask(`${url}api/v1/message/${id}`, asking(encoding))

    expect(answer.status).toBe(200)
    expect(answer.headers['content-encoding']).toBeUndefined()
  },
)

test('our own page on this machine gets it plain, one behind a proxy does not', async () => {
  const { url, id } = await startWithMail()
  const encodingOf = async (headers: Record<string, string>) => {
    const answer = await ask(`${url}api/v1/message/${id}`, {
      headers: { 'accept-encoding': 'gzip', ...headers },
    })
    return answer.headers['content-encoding']
  }

  expect(await encodingOf({ 'sec-fetch-site': 'same-origin' })).toBeUndefined()
  expect(
    await encodingOf({ 'sec-fetch-site': 'same-origin', 'x-forwarded-for': '192.0.2.1' }),
  ).toBe('gzip')
  expect(await encodingOf({ 'sec-fetch-site': 'none' })).toBe('gzip')
})

test('--disable-http-compression leaves all as it is', async () => {
  const { url, id } = await startWithMail('--disable-http-compression')

  const { headers } = await ask(`${url}api/v1/message/${id}`, asking('gzip, br'))

  expect([headers['content-encoding'], headers.vary]).toEqual([undefined, undefined])
})

test('the websocket is none of its business, and a held wait is answered when its mail is there', async () => {
  const { url, smtpPort } = await startMailmitt()
  const feed = await openFeed(url, '', asking('gzip, br'))
  const wait = ask(`${url}api/v1/wait?timeout=1m&count=3`, asking('gzip'))

  for (const subject of ['One', 'Two', 'Three']) await sendMail(smtpPort, { subject })

  expect(JSON.parse(decoded(await wait).toString())).toMatchObject({ messages: [{}, {}, {}] })
  expect(await feed.take(3)).toHaveLength(3)
})

test('the fetch of Node unpacks it by itself', async () => {
  const { url, id } = await startWithMail()

  const answer = await fetch(`${url}view/${id}.html`)

  expect(answer.headers.get('content-encoding')).toBe('gzip')
  expect(await answer.text()).toContain('Good morning.')
})
