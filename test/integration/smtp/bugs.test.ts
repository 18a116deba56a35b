import { expect, onTestFinished, test } from 'vitest'
import { commands } from '../../../server/smtp/commands/commands.ts'
import type { Command } from '../../../server/smtp/conversation.ts'
import { connectSmtp } from '../../support/smtp-client.ts'
import { launchMailmitt } from '../../support/start-mailmitt.ts'

const isBuilt = process.env['MAILMITT_UNDER_TEST'] === 'built'

test.skipIf(isBuilt).for([
  [
    'throws',
    () => {
      throw new Error('a bug')
    },
  ],
  ['rejects', () => Promise.reject(new Error('a bug'))],
] as const)(
  'a handler that %s costs one command, and the test that met it (replaces a handler: sources only)',
  async ([, handler]) => {
    const { smtpPort, close } = await launchMailmitt()
    replaceHelp(handler)
    const client = await connectSmtp(smtpPort)

    expect(await client.say('HELP')).toMatch(/^451 4\.3\.0 /)
    expect(await client.say('NOOP')).toMatch(/^250 /)

    client.socket.destroy()
    await expect(close()).rejects.toThrow('a bug')
  },
)

function replaceHelp(handler: Command): void {
  const table = commands as Map<string, Command>
  const help = table.get('HELP')
  table.set('HELP', handler)
  onTestFinished(() => {
    if (help) table.set('HELP', help)
  })
}
