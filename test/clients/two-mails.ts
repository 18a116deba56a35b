import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { listMessages, readMessage, readRaw } from '../support/smtp-inbox.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const attachment = Buffer.from('%PDF-1.4\n\u0000binary\n', 'latin1')

/** A plain mail with every trap of dot-stuffing in it. */
export const plainMail = lines(
  'From: Ann <ann@example.com>',
  'To: bob@example.com',
  'Subject: Plain',
  '',
  'Good morning.',
  '.',
  '..',
  '.hidden',
  'The end.',
)

/** HTML with a text beside it and an attachment. */
export const richMail = lines(
  'From: Ann <ann@example.com>',
  'To: bob@example.com',
  'Subject: Rich',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="mixed"',
  '',
  '--mixed',
  'Content-Type: multipart/alternative; boundary="choice"',
  '',
  '--choice',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Your invoice',
  '--choice',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<h1>Your invoice</h1>',
  '--choice--',
  '--mixed',
  'Content-Type: application/pdf; name="invoice.pdf"',
  'Content-Disposition: attachment; filename="invoice.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  attachment.toString('base64'),
  '--mixed--',
)

/** The two mails as files, in a folder that goes when the test ends. */
export function writeMails(): { readonly plain: string; readonly rich: string } {
  const folder = temporaryFolder()
  const plain = path.join(folder, 'plain.eml')
  const rich = path.join(folder, 'rich.eml')
  writeFileSync(plain, plainMail)
  writeFileSync(rich, richMail)
  return { plain, rich }
}

export interface Expected {
  /** Whether the client passes the bytes on as they are; most add headers of their own. */
  readonly isExact?: boolean
}

/** Both mails are there, as the API shows them. */
export async function expectBoth(url: string, { isExact = false }: Expected = {}): Promise<void> {
  const [rich, plain, ...more] = await listMessages(url)
  expect(more).toEqual([])
  expect(plain).toMatchObject({ Subject: 'Plain', EnvelopeTo: ['bob@example.com'] })
  expect(rich).toMatchObject({ Subject: 'Rich', EnvelopeFrom: 'ann@example.com' })

  const { Text } = await readMessage(url, plain?.ID)
  expect(toLf(Text)).toContain('Good morning.\n.\n..\n.hidden\nThe end.')
  expect(await readMessage(url, rich?.ID)).toMatchObject({
    HasText: true,
    HasHTML: true,
    HTML: expect.stringContaining('<h1>Your invoice</h1>') as string,
    Attachments: [
      { FileName: 'invoice.pdf', ContentType: 'application/pdf', Size: attachment.length },
    ],
  })
  if (isExact) expect((await readRaw(url, plain?.ID)).toString()).toBe(plainMail)
}

function lines(...text: readonly string[]): string {
  return `${text.join('\r\n')}\r\n`
}

function toLf(text: string): string {
  return text.replaceAll('\r\n', '\n')
}
