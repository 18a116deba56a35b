import type { MenuItem } from '../components/menu-item.ts'
import type { Message } from '../../server/contract/message.ts'
import { mail } from '../lib/api/mail.ts'
import { sentenceOf } from '../lib/api/problems.ts'
import { fileNameOf, uniqueFileNames } from '../lib/format/file-names.ts'
import { formatBytes } from '../lib/format/numbers.ts'

/** What of a message can be taken away as a file. */
export function downloadsOf(message: Message, say: (sentence: string) => void): MenuItem[] {
  const { HTML, Text, Attachments } = message
  const name = fileNameOf(message.Subject)
  const html = {
    label: 'HTML',
    hint: '.html',
    onselect: () => saveText(`${name}.html`, HTML, 'text/html'),
  }
  const text = {
    label: 'Text',
    hint: '.txt',
    onselect: () => saveText(`${name}.txt`, Text, 'text/plain'),
  }
  const bytes = Attachments.reduce((sum, { Size }) => sum + Size, 0)
  const attachments = {
    label: 'All attachments',
    hint: `.zip, ${formatBytes(bytes)}`,
    onselect: () => void saveAttachments(message, `${name}.zip`, say),
  }
  return [
    {
      label: 'Message',
      hint: `.eml, ${formatBytes(message.Size)}`,
      onselect: () => save(mail.downloadUrl(message.ID), `${name}.eml`),
    },
    ...(HTML.trim() === '' ? [] : [html]),
    ...(Text.trim() === '' ? [] : [text]),
    ...(Attachments.length === 0 ? [] : [attachments]),
  ]
}

async function saveAttachments(
  { ID, Attachments }: Message,
  fileName: string,
  say: (sentence: string) => void,
): Promise<void> {
  const names = uniqueFileNames(Attachments.map(({ FileName }) => FileName))
  const parts = Attachments.map(({ PartID: partId }, index) => ({
    partId,
    name: names[index] ?? partId,
  }))
  try {
    const { zipParts } = await import('../lib/api/zip-parts.ts')
    saveBlob(fileName, new Blob([await zipParts(mail, ID, parts)], { type: 'application/zip' }))
  } catch (error) {
    say(sentenceOf(error))
  }
}

/** With a byte order mark: a `<meta charset>` from before the mail was decoded must not win. */
function saveText(fileName: string, text: string, type: string): void {
  saveBlob(fileName, new Blob(['\uFEFF', text], { type: `${type};charset=utf-8` }))
}

function saveBlob(fileName: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  save(url, fileName)
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

function save(href: string, fileName: string): void {
  const link = document.createElement('a')
  link.href = href
  link.download = fileName
  link.click()
}
