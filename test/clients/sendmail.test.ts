import { chmodSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { entry, nodeFlags } from '../support/run-program.ts'
import { listMessages, readMessage, readRaw } from '../support/smtp-inbox.ts'
import { startMailmitt } from '../support/start-mailmitt.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { absence, run, runWithInput } from './find-program.ts'

const php = absence('php')
const mutt = absence('mutt', ['-v'])
const git = absence('git', ['send-email', '--dump-aliases'])

/** A file that programs call like /usr/sbin/sendmail. */
function installSendmail(smtpPort: number): string {
  const file = path.join(temporaryFolder(), 'sendmail')
  const words = [process.execPath, ...nodeFlags, entry, 'sendmail']
  const command = words.map((word) => `'${word}'`).join(' ')
  writeFileSync(file, `#!/bin/sh\nexec ${command} --smtp-addr 127.0.0.1:${smtpPort} "$@"\n`)
  chmodSync(file, 0o755)
  return file
}

test.skipIf(php.isAbsent)(`PHP's mail()${php.note}`, async () => {
  const { smtpPort, url } = await startMailmitt()
  const sendmail = installSendmail(smtpPort)
  const script = [
    '$headers = ["From" => "Ann <ann@example.com>", "Bcc" => "secret@example.com"];',
    '$text = "Good morning.\\n.\\n..\\nThe end.";',
    'exit(mail("Bob <bob@example.com>", "From PHP", $text, $headers, "-fshop@example.com") ? 0 : 1);',
  ]

  await run('php', ['-d', `sendmail_path=${sendmail} -t -i`, '-r', script.join('\n')])

  const message = await readMessage(url)
  expect(message).toMatchObject({
    Subject: 'From PHP',
    EnvelopeFrom: 'shop@example.com',
    EnvelopeTo: ['bob@example.com', 'secret@example.com'],
    From: { Name: 'Ann', Address: 'ann@example.com' },
  })
  expect(message.Text.trim()).toBe('Good morning.\r\n.\r\n..\r\nThe end.')
  expect((await readRaw(url)).toString()).not.toMatch(/^bcc/im)
})

test.skipIf(php.isAbsent)(`PHP's mail() is false when nobody is there${php.note}`, async () => {
  const sendmail = installSendmail(1)
  const script = 'exit(mail("bob@example.com", "x", "y") ? 0 : 7);'

  const call = run('php', ['-d', `sendmail_path=${sendmail} -t -i`, '-r', script])

  await expect(call).rejects.toMatchObject({
    code: 7,
    stderr: expect.stringContaining('No SMTP server answers') as string,
  })
})

test.skipIf(git.isAbsent)(
  `git send-email${git.isAbsent ? ' (skipped: git send-email is not installed)' : ''}`,
  async () => {
    const { smtpPort, url } = await startMailmitt()
    const patch = path.join(temporaryFolder(), 'patch')
    writeFileSync(patch, 'From: ann@example.com\nSubject: [PATCH] x\n\nx\n---\n')
    const people = ['--from', 'ann@example.com', '--to', 'bob@example.com', '--confirm', 'never']
    const how = ['--smtp-server', installSendmail(smtpPort), '--quiet', '--suppress-cc', 'all']

    await run('git', ['send-email', ...people, ...how, '--envelope-sender', 'auto', patch])

    expect(await listMessages(url)).toMatchObject([
      { Subject: '[PATCH] x', EnvelopeFrom: 'ann@example.com', EnvelopeTo: ['bob@example.com'] },
    ])
  },
)

test.skipIf(mutt.isAbsent)(`mutt${mutt.note}`, async () => {
  const { smtpPort, url } = await startMailmitt()
  const settings = ['-n', '-F', '/dev/null', '-e', `set sendmail="${installSendmail(smtpPort)}"`]

  // Without a terminal, and with the text on its standard input, it sends and leaves.
  await runWithInput('mutt', [...settings, '-s', 'From mutt', 'bob@example.com'], 'Good morning.\n')

  expect(await listMessages(url)).toMatchObject([
    { Subject: 'From mutt', EnvelopeTo: ['bob@example.com'] },
  ])
})
