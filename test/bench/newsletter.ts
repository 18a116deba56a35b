const htmlBytes = 1_000_000

export function newsletterSubject(index: number): string {
  return `The long letter, number ${index}.`
}

/** A newsletter of 1 MB: tables in tables and a style on each cell, as its editors make them. */
export function makeNewsletter(index: number): Buffer {
  return Buffer.from(
    [
      'From: Letter <letter@example.com>',
      'To: Reader <reader@example.com>',
      `Subject: ${newsletterSubject(index)}`,
      `Message-ID: <letter-${index}@example.com>`,
      'Date: Sun, 22 Nov 2026 12:00:00 +0000',
      'MIME-Version: 1.0',
      'Content-Type: text/html; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      newsletterPage(),
      '',
    ].join('\r\n'),
  )
}

export function newsletterPage(): string {
  return ['<!doctype html><html><body>', ...articles(), '</body></html>'].join('\r\n')
}

function articles(): readonly string[] {
  const article = (number: number): string =>
    [
      '<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>',
      '<td style="padding:24px;font:16px/1.5 Georgia,serif;color:#1f2937;background:#ffffff">',
      `<h2 style="margin:0 0 8px;font-size:20px">Article ${number}</h2>`,
      '<p style="margin:0 0 12px">When the kitchen is cold, dough takes its time, which is flavour.</p>',
      `<a style="color:#2f4bc0" href="https://letter.example.com/articles/${number}?from=mail">Read on</a>`,
      '</td></tr></table>',
    ].join('\r\n')
  const count = Math.ceil(htmlBytes / article(1_000).length)
  return Array.from({ length: count }, (_, number) => article(number))
}
