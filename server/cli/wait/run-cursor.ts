import { Command } from 'commander'
import type { Env } from '../read-settings.ts'
import { addUrlOption, connectTo, runRemoteCommand } from '../remote-command.ts'
import { checkCursor } from './check-messages.ts'
import { print } from './print.ts'

/** `mailmitt cursor`: 0 printed, 1 refused, 2 wrong use, 3 not reachable. */
export async function runCursor(argv: readonly string[], env: Env): Promise<number> {
  const command = addUrlOption(new Command('mailmitt cursor'))
    .description(
      'Prints the cursor of now, after all mail that was accepted: `mailmitt wait --since` takes it.',
    )
    .allowExcessArguments(false)
  return runRemoteCommand(command, argv, async () => {
    const client = connectTo(command.opts<{ url?: string }>().url, env)
    await print(String(checkCursor(await client.cursor(), client.baseUrl)))
    return 0
  })
}
