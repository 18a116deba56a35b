/** A multipart/alternative of about 2 KB, as an app's welcome mail is. */
export function makeMessage(index: number): Buffer {
  const words =
    'Thank you for signing up. Your account is ready, and this is what you can do next. '
  return Buffer.from(
    [
      'From: Shop <shop@example.com>',
      `To: Customer ${index} <customer${index}@example.com>`,
      `Subject: Welcome to the shop, customer ${index}`,
      `Message-ID: <bench-${index}@example.com>`,
      'Date: Sun, 22 Nov 2026 12:00:00 +0000',
      'MIME-Version: 1.0',
      'Content-Type: multipart/alternative; boundary="=-bench"',
      '',
      '--=-bench',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 7bit',
      '',
      ...Array.from({ length: 7 }, () => words),
      '--=-bench',
      'Content-Type: text/html; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      '<!doctype html><html><body style=3D"font-family:sans-serif">',
      ...Array.from({ length: 9 }, () => `<p>${words}</p>`),
      `<a href=3D"https://shop.example.com/start?customer=3D${index}">Start</a></body></html>`,
      '--=-bench--',
      '',
    ].join('\r\n'),
  )
}
