import { expect, test } from 'vitest'
import type { Message, StructureNode } from '../../../server/contract/message.ts'
import { ask } from '../../support/http.ts'
import type { Answer } from '../../support/http.ts'
import { listMessages, readMessage, readRaw } from '../../support/smtp-inbox.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

const base64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64')
const PNG = '\x89PNG\r\n\x1a\n and no more'
const minimal = { From: { Email: 'ann@example.com' }, To: [{ Email: 'bob@example.com' }] }

function send(url: string, body: object): Promise<Answer> {
  return ask(`${url}api/v1/send`, {
    method: 'POST',
    body: JSON.stringify({ ...minimal, ...body }),
  })
}

async function sendAndRead(url: string, body: object): Promise<Message> {
  const sent = await send(url, body)
  expect(sent.text).toMatch(/^\{"ID":"[0-9A-Za-z]{22}"\}$/)
  return readMessage(url, (sent.json() as { ID: string }).ID)
}

function outline({ ContentType, Children }: StructureNode): string {
  return Children.length === 0
    ? ContentType
    : `${ContentType} (${Children.map(outline).join(', ')})`
}

test.for([
  [{}, 'text/plain'],
  [{ Text: 'Hi' }, 'text/plain'],
  [{ HTML: '<b>Hi</b>' }, 'multipart/alternative (text/plain, text/html)'],
  [
    { Attachments: [{ Filename: 'a.txt', Content: '' }] },
    'multipart/mixed (text/plain, text/plain)',
  ],
  [
    {
      HTML: '<img src="cid:logo">',
      Attachments: [
        { Filename: 'a.pdf', Content: base64('%PDF-1.7') },
        { Filename: 'logo.png', Content: base64(PNG), ContentID: '<logo>' },
      ],
    },
    'multipart/mixed (multipart/related (multipart/alternative (text/plain, text/html), image/png), application/pdf)',
  ],
  [
    { Attachments: [{ Filename: 'logo.png', Content: base64(PNG), ContentID: 'logo' }] },
    'multipart/related (text/plain, image/png)',
  ],
] as const)('%j is sent as %s', async ([body, expected]) => {
  const { url } = await startMailmitt()

  const message = await sendAndRead(url, body)

  expect(outline(message.Structure)).toBe(expected)
  expect(message.HasText).toBe(true)
  expect(message.Problems).toEqual([])
})

test('From, To, Cc and Reply-To are headers, Bcc is only in the envelope', async () => {
  const { url } = await startMailmitt()

  const message = await sendAndRead(url, {
    From: { Name: 'Ann Ünger', Email: 'ann@example.com' },
    To: [{ Name: 'Bob, Jr.', Email: 'bob@example.com' }, { Email: 'bert@example.com' }],
    Cc: [{ Email: 'carol@example.com' }],
    Bcc: ['dave@example.com'],
    ReplyTo: [{ Name: 'Desk', Email: 'desk@example.com' }],
    Subject: 'Grüße',
  })

  expect(message).toMatchObject({
    From: { Name: 'Ann Ünger', Address: 'ann@example.com' },
    To: [
      { Name: 'Bob, Jr.', Address: 'bob@example.com' },
      { Name: '', Address: 'bert@example.com' },
    ],
    Cc: [{ Address: 'carol@example.com' }],
    Bcc: [{ Address: 'dave@example.com' }],
    ReplyTo: [{ Name: 'Desk', Address: 'desk@example.com' }],
    Subject: 'Grüße',
    EnvelopeFrom: 'ann@example.com',
  })
  expect(message.EnvelopeTo).toEqual(
    ['bob', 'bert', 'carol', 'dave'].map((name) => `${name}@example.com`),
  )
  expect((await readRaw(url)).toString()).not.toContain('dave')
})

test.for([
  ['what its bytes say', { Filename: 'x.txt', Content: base64(PNG) }, 'image/png'],
  ['what its name says', { Filename: 'invite.ics', Content: base64('BEGIN:') }, 'text/calendar'],
  ['a text', { Filename: 'notes', Content: base64('some words') }, 'text/plain'],
  ['bytes', { Filename: 'x', Content: base64('\x00\x01') }, 'application/octet-stream'],
  [
    'what its data: URL says',
    { Filename: 'x', Content: 'data:image/svg+xml,%3Csvg/%3E' },
    'image/svg+xml',
  ],
  [
    'what the request says',
    { Filename: 'x.png', Content: base64(PNG), ContentType: 'application/x-own; v=1' },
    'application/x-own',
  ],
] as const)('an attachment has the type of %s', async ([, attachment, type]) => {
  const { url } = await startMailmitt()

  const { Attachments } = await sendAndRead(url, { Attachments: [attachment] })

  expect(Attachments).toMatchObject([{ FileName: attachment.Filename, ContentType: type }])
})

test.for([
  ['base64', base64('a?b>c')],
  ['base64 for URLs without padding', base64('a?b>c').replaceAll('+', '-').replace(/=+$/, '')],
  ['base64 in lines', 'YT9i\r\nPmM=\r\n'],
  ['a data: URL of base64', `data:text/plain;charset=utf-8;base64,${base64('a?b>c')}`],
  ['a data: URL of escapes', 'data:,a%3Fb%3Ec'],
] as const)('an attachment can be %s', async ([, Content]) => {
  const { url } = await startMailmitt()

  const { ID, Attachments } = await sendAndRead(url, { Attachments: [{ Filename: 'f', Content }] })

  const part = await ask(`${url}api/v1/message/${ID}/part/${Attachments[0]?.PartID}`)
  expect(part.text).toBe('a?b>c')
})

test('what is refused is refused with a sentence, and nothing is kept', async () => {
  const { url } = await startMailmitt()
  const attachment = (facts: object): object => ({
    Attachments: [{ Filename: 'f', Content: '', ...facts }],
  })
  const refusals: readonly (readonly [object, string])[] = [
    [{ To: [{ Email: 'x' }] }, 'Invalid To address: x.'],
    [{ Cc: [{ Email: 'x@' }] }, 'Invalid Cc address: x@.'],
    [{ Bcc: ['x y@z'] }, 'Invalid Bcc address: x y@z.'],
    [{ ReplyTo: [{ Email: '<a@b>' }] }, 'Invalid Reply-To address: <a@b>.'],
    [{ From: { Email: 'a@b,c' } }, 'Invalid From address: a@b,c.'],
    [{ To: [] }, 'Error building message: no recipients (to, cc, bcc) set.'],
    [
      { Headers: { 'MIME-version': '2' } },
      'Cannot overwrite header: "MIME-version". It is made from the other fields.',
    ],
    [
      { Headers: { 'Content-Transfer-Encoding': 'base64' } },
      'Cannot overwrite header: "Content-Transfer-Encoding". It is made from the other fields.',
    ],
    [{ Headers: { 'X:Y': '2' } }, '"X:Y" cannot be the name of a header.'],
    [attachment({ Content: 'a' }), 'Error decoding base64 attachment "f": it is not base64.'],
    [
      attachment({ Content: 'data:text/plain;base64' }),
      'Error decoding base64 attachment "f": the data: URL has no comma.',
    ],
    [
      attachment({ ContentType: 'a/b\r\nX-Evil: 1' }),
      'Invalid ContentType of the attachment "f": a/b\r\nX-Evil: 1.',
    ],
  ]

  for (const [body, sentence] of refusals) {
    const answer = await send(url, body)
    expect(answer.json()).toEqual({ Error: sentence, Code: 'bad-request' })
    expect(answer.status).toBe(400)
  }
  expect((await ask(`${url}api/v1/send?inbx=a`, { method: 'POST', body: '{}' })).status).toBe(400)
  expect(await listMessages(url)).toEqual([])
})

test('nothing in a request becomes a header of its own', async () => {
  const { url } = await startMailmitt()

  await sendAndRead(url, {
    From: { Name: 'a\r\nX-Evil: 1', Email: 'ann@example.com' },
    Subject: 'b\r\nX-Evil: 2\r\n\r\nbody',
    Headers: { 'X-Own': 'c\r\nX-Evil: 3', __proto__x: 'd' },
    Attachments: [{ Filename: 'e\r\nX-Evil: 4"; x="', Content: '', ContentID: 'f>\r\nX-Evil: 5' }],
  })

  expect((await readRaw(url)).toString()).not.toMatch(/^X-Evil/im)
})

test('a body may be as large as a message, and no larger', async () => {
  const { url } = await startMailmitt('--max-message-size', '8')
  const large = 'x'.repeat(6 * 1024 * 1024)

  expect((await send(url, { Text: large })).status).toBe(200)
  const tooLarge = await send(url, { Text: large + large })

  expect(tooLarge.status).toBe(413)
  expect(tooLarge.json()).toMatchObject({ Code: 'body-too-large' })
  expect(await listMessages(url)).toHaveLength(1)
})
