import type { SendBody } from '../../../server/contract/app.ts'

/** Mail as apps send it, in the kinds that break layouts: for a first look around. */
export function sampleMessages(): readonly SendBody[] {
  return [textOnly, rightToLeft, longSubject, receipt(), newsletter, verification]
}

const verification: SendBody = {
  From: { Name: 'Northwind', Email: 'no-reply@northwind.example' },
  To: [{ Name: 'Jane Cooper', Email: 'jane@example.com' }],
  Subject: 'Your verification code is 482913',
  Text: 'Hi Jane,\n\nyour verification code is 482913. It is valid for 10 minutes.\n\nIf you did not ask for it, ignore this message: https://northwind.example/security\n',
  HTML: page(
    'Sign in to Northwind',
    `<p>Hi Jane,</p><p>use this code to finish signing in. It is valid for 10 minutes.</p>
     <p style="margin:24px 0;padding:18px;border-radius:10px;background:#f1f4ff;text-align:center;font:600 30px/1 ui-monospace,Menlo,monospace;letter-spacing:8px;color:#2f4bc0">482913</p>
     <p style="color:#6b7280">If you did not ask for it, ignore this message or <a href="https://northwind.example/security" style="color:#2f4bc0">secure your account</a>.</p>`,
  ),
}

const newsletter: SendBody = {
  From: { Name: 'The Weekly Loaf', Email: 'hello@weeklyloaf.example' },
  To: [{ Name: 'Readers', Email: 'readers@weeklyloaf.example' }],
  Subject: 'The Weekly Loaf, No. 42: three doughs for cold kitchens',
  Text: 'The Weekly Loaf, No. 42\n\nThree doughs for cold kitchens\nhttps://weeklyloaf.example/42\n\nUnsubscribe: https://weeklyloaf.example/unsubscribe\n',
  HTML: page(
    'Three doughs for cold kitchens',
    `<img src="https://weeklyloaf.example/pixel.gif" width="1" height="1" alt="">
     <table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>
       <td style="height:150px;border-radius:12px;background:linear-gradient(120deg,#f6c177,#ea9a97);color:#3b2313;font:700 26px/1.2 Georgia,serif;padding:24px;vertical-align:bottom">No.&nbsp;42<br>Slow, slower, sourdough</td>
     </tr></table>
     <p>When the kitchen has 16&nbsp;°C, dough takes its time. That is not a problem; it is <em>flavour</em>.</p>
     <h2 style="font-size:17px;margin:24px 0 6px">1. The overnight tin loaf</h2>
     <p>Stir it at eight in the evening, bake it at eight in the morning. Nothing to knead.</p>
     <h2 style="font-size:17px;margin:24px 0 6px">2. Rye with caraway</h2>
     <p>Dense, dark and better on its second day.</p>
     <h2 style="font-size:17px;margin:24px 0 6px">3. Focaccia from the fridge</h2>
     <p>Three days of rest, twenty minutes of oven.</p>
     <p style="margin:28px 0"><a href="https://weeklyloaf.example/42" style="padding:12px 20px;border-radius:8px;background:#3b2313;color:#fff;text-decoration:none">Read the recipes</a></p>
     <p style="color:#6b7280;font-size:12px">You get this because you like bread. <a href="https://weeklyloaf.example/unsubscribe" style="color:#6b7280">Unsubscribe</a></p>`,
  ),
  Headers: { 'List-Unsubscribe': '<https://weeklyloaf.example/unsubscribe>' },
}

function receipt(): SendBody {
  return {
    From: { Name: 'Acme Billing', Email: 'billing@acme.example' },
    To: [{ Name: 'Sam Rivera', Email: 'sam.rivera@example.com' }],
    Cc: [{ Name: 'Accounting', Email: 'accounting@example.com' }],
    ReplyTo: [{ Email: 'support@acme.example' }],
    Subject: 'Your receipt from Acme, order 2024-1187',
    Text: 'Thank you for your order.\n\n2 × Anvil, small        $ 58.00\n1 × Rocket skates       $ 129.00\n\nTotal                   $ 187.00\n',
    HTML: page(
      'Thank you for your order',
      `<p>Order <strong>2024-1187</strong>, paid by card.</p>
       <table width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse">
         ${line('2 × Anvil, small', '$ 58.00')}${line('1 × Rocket skates', '$ 129.00')}
         ${line('<strong>Total</strong>', '<strong>$ 187.00</strong>')}
       </table>
       <p style="color:#6b7280">The receipt is attached as a text file.</p>`,
    ),
    Attachments: [
      {
        Filename: 'receipt-2024-1187.txt',
        ContentType: 'text/plain',
        Content: btoa('Acme Inc.\nReceipt 2024-1187\n\nTotal: $ 187.00\n'),
      },
      {
        Filename: 'order-2024-1187.csv',
        ContentType: 'text/csv',
        Content: btoa('item,quantity,price\n"Anvil, small",2,29.00\nRocket skates,1,129.00\n'),
      },
    ],
  }
}

const longSubject: SendBody = {
  From: { Name: 'Build robot', Email: 'ci@tools.example' },
  To: [
    { Email: 'platform-team@example.com' },
    { Email: 'release-managers@example.com' },
    { Name: 'Priya Natarajan', Email: 'priya@example.com' },
    { Name: 'Tomás Ó Briain', Email: 'tomas@example.com' },
  ],
  Subject:
    '🚀 Deployment of checkout-service 4.18.0 to production finished after 12 minutes, with 3 warnings that somebody should look at before Friday 🧯',
  Text: 'checkout-service 4.18.0 is live.\n\nWarnings\n  1. 2 flaky tests were retried\n  2. The image grew by 48 MB\n  3. The migration took 94 s\n\nhttps://ci.tools.example/runs/88211\n',
  HTML: page(
    '🚀 checkout-service 4.18.0 is live',
    `<p>Finished after 12 minutes, with <strong>3 warnings</strong>:</p>
     <ol><li>2 flaky tests were retried</li><li>The image grew by 48 MB</li><li>The migration took 94 s</li></ol>
     <p><a href="https://ci.tools.example/runs/88211" style="color:#2f4bc0">Open the run</a></p>`,
  ),
}

const rightToLeft: SendBody = {
  From: { Name: 'مكتبة النيل', Email: 'orders@nile-books.example' },
  To: [{ Name: 'ليلى حسن', Email: 'layla@example.com' }],
  Subject: 'تم شحن طلبك رقم 5521',
  Text: 'مرحبًا ليلى،\n\nتم شحن طلبك اليوم، وسيصل خلال ثلاثة أيام.\n\nشكرًا لك،\nمكتبة النيل\n',
  HTML: `<!doctype html><html lang="ar" dir="rtl"><body style="margin:0;background:#f4f5f7;font:16px/1.8 system-ui,sans-serif;color:#1f2937"><div style="max-width:560px;margin:32px auto;padding:32px;border-radius:12px;background:#fff"><h1 style="margin:0 0 12px;font-size:22px">طلبك في الطريق</h1><p>مرحبًا ليلى،</p><p>تم شحن طلبك رقم <strong>5521</strong> اليوم، وسيصل خلال ثلاثة أيام.</p><p>شكرًا لك،<br>مكتبة النيل</p></div></body></html>`,
}

const textOnly: SendBody = {
  From: { Name: 'Cron on web-1', Email: 'root@web-1.example' },
  To: [{ Email: 'ops@example.com' }],
  Subject: 'Cron <root@web-1> backup.sh --nightly',
  Text: `[02:00:01] dumping database "shop" ... done (1.2 GB, 48 s)
[02:00:49] compressing ............... done (310 MB)
[02:01:30] uploading to backups-eu ... done
[02:01:31] removing dumps older than 14 days: 1 removed

Log: https://logs.web-1.example/backup/today
Questions to ops@example.com
`,
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head><body style="margin:0;background:#f4f5f7;font:15px/1.6 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;color:#1f2937"><div style="max-width:560px;margin:32px auto;padding:32px;border-radius:12px;background:#fff"><h1 style="margin:0 0 12px;font-size:22px;line-height:1.3">${title}</h1>${body}</div></body></html>`
}

function line(item: string, price: string): string {
  const cell = 'padding:10px 0;border-bottom:1px solid #e5e7eb'
  return `<tr><td style="${cell}">${item}</td><td align="right" style="${cell}">${price}</td></tr>`
}
