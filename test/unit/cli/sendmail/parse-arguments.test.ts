import { expect, test } from 'vitest'
import { SendmailError } from '../../../../server/cli/sendmail/exit-codes.ts'
import type { SendmailArguments } from '../../../../server/cli/sendmail/parse-arguments.ts'
import { parseArguments } from '../../../../server/cli/sendmail/parse-arguments.ts'

interface Case {
  readonly line: string
  readonly is: Partial<SendmailArguments>
}

const plain: SendmailArguments = {
  mode: 'send',
  from: undefined,
  fullName: undefined,
  readsRecipients: false,
  endsAtDot: true,
  smtpAddress: undefined,
  recipients: [],
}
const bob = { recipients: ['bob@example.com'] }
const ann = { from: 'ann@example.com' }
const noDots = { endsAtDot: false }
const fromHeader = { readsRecipients: true, endsAtDot: false }

const cases: readonly Case[] = [
  { line: '', is: {} },
  { line: 'bob@example.com root', is: { recipients: ['bob@example.com', 'root'] } },
  { line: '-t -i', is: fromHeader },
  { line: '-ti', is: fromHeader },
  { line: '-oi', is: noDots },
  { line: '-o i', is: noDots },
  { line: '-OIgnoreDots', is: noDots },
  { line: '-O IgnoreDots=true', is: noDots },
  { line: '-O IgnoreDots=false', is: {} },
  { line: '-f ann@example.com bob@example.com', is: { ...ann, ...bob } },
  { line: '-fann@example.com bob@example.com', is: { ...ann, ...bob } },
  { line: '-rann@example.com', is: { from: 'ann@example.com' } },
  { line: '-tifann@example.com', is: { ...fromHeader, ...ann } },
  { line: '-f a@b -f c@d', is: { from: 'c@d' } },
  { line: '-FAnn', is: { fullName: 'Ann' } },
  { line: '-bs', is: { mode: 'speak-smtp' } },
  { line: '-bm bob@example.com', is: bob },
  {
    line: '-i -- -f bob@example.com',
    is: { endsAtDot: false, recipients: ['-f', 'bob@example.com'] },
  },
  { line: '--smtp-addr mail:25', is: { smtpAddress: 'mail:25' } },
  { line: '--smtp-addr=mail:25', is: { smtpAddress: 'mail:25' } },
  { line: '-S mail:25', is: { smtpAddress: 'mail:25' } },
  { line: '--help', is: { mode: 'help' } },
  // As PHP, cron, git send-email, mutt and logwatch call it.
  { line: '-t -i', is: fromHeader },
  {
    line: '-FCronDaemon -i -B8BITMIME -oem root',
    is: { ...noDots, fullName: 'CronDaemon', recipients: ['root'] },
  },
  { line: '-i -f ann@example.com bob@example.com', is: { ...noDots, ...ann, ...bob } },
  { line: '-oem -oi -f ann@example.com -- bob@example.com', is: { ...noDots, ...ann, ...bob } },
  { line: '-N failure,delay -R hdrs -oi -- bob@example.com', is: { ...noDots, ...bob } },
  { line: '-oi -oem -oee -odi -odb -om -t', is: fromHeader },
  { line: '-q -v -m -G -U -n -L tag -p ESMTP:host -V id -X log bob@example.com', is: bob },
  { line: '-q15m -d0.1 -Ac -h 1 -em bob@example.com', is: bob },
]

test.for(cases)('$line', ({ line, is }) => {
  expect(parseArguments(line.split(' ').filter((word) => word !== ''))).toEqual({ ...plain, ...is })
})

test('an empty -f is the null sender, and a value may look like a flag', () => {
  expect(parseArguments(['-f', '', '-F', '-t'])).toEqual({ ...plain, from: '', fullName: '-t' })
})

test.for([
  ['-f', '-f needs a value.'],
  ['--smtp-addr', '--smtp-addr needs a value.'],
  ['-bd', '-bd is not supported'],
  ['-z', '"-z" is no flag of sendmail'],
  ['-tz', '"-tz" is no flag of sendmail'],
  ['--frobnicate', '"--frobnicate" is no flag of sendmail'],
] as const)('%s is wrong use: %s', ([argument, text]) => {
  let error: unknown
  try {
    parseArguments([argument])
  } catch (thrown) {
    error = thrown
  }

  expect(error).toBeInstanceOf(SendmailError)
  expect(error).toMatchObject({ exitCode: 64, message: expect.stringContaining(text) as string })
})
