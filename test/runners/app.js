import { createTransport } from 'nodemailer'

/** What an app does when somebody signs up. It stands beside each project, which asserts on its mail. */
export async function signUp({ smtpUrl, address, person = 'Ann' }) {
  const transport = createTransport(smtpUrl)
  try {
    await transport.sendMail({
      from: 'Shop <shop@example.com>',
      to: address,
      subject: `Welcome, ${person}`,
      text: `Your code is 482913. Confirm: https://shop.example/confirm?token=a8f3k2j5n7q9w1x4z6b8`,
      html: `<p>Your code is <b>482913</b>.</p><a href="https://shop.example/confirm?token=a8f3k2j5n7q9w1x4z6b8">Confirm</a>`,
      attachments: [{ filename: 'invoice.pdf', content: 'PDF' }],
    })
  } finally {
    transport.close()
  }
}
