import { Command } from 'commander'
import type { Client } from '../../../client/http.ts'
import { MailmittHttpError } from '../../../client/http.ts'
import { limits } from '../../core/limits.ts'
import { toInbox } from '../../core/scope.ts'
import { createProgress } from '../progress.ts'
import type { Env } from '../read-settings.ts'
import { addUrlOption, connectTo, runRemoteCommand } from '../remote-command.ts'
import type { FoundMail } from './read-mails.ts'
import { readMails } from './read-mails.ts'

/** Refusals that are about the message; it may be that the next one fits. */
const MESSAGE_REFUSED = [400, 413]

/** `mailmitt ingest <path...>`: 0 done, 1 some failed, 2 wrong use, 3 not reachable. */
export async function runIngest(argv: readonly string[], env: Env): Promise<number> {
  const command = addUrlOption(new Command('mailmitt ingest'))
    .description('Brings mail from files into a running Mailmitt, to the byte.')
    .argument('<path...>', '.eml or mbox file, folder of .eml and .mbox, Maildir; - reads stdin')
    .option('--inbox <name>', 'puts the mail into this inbox, too')
  return runRemoteCommand(command, argv, () => {
    const options = command.opts<{ url?: string; inbox?: string }>()
    const inbox = options.inbox === undefined ? undefined : toInbox(options.inbox)
    return ingest(command.args, { client: connectTo(options.url, env), inbox })
  })
}

interface Target {
  readonly client: Client
  readonly inbox: string | undefined
}

async function ingest(places: readonly string[], target: Target): Promise<number> {
  const progress = createProgress(process.stderr)
  const tally = { done: 0, failed: 0 }
  try {
    for (const place of places) {
      const before = tally.done + tally.failed
      for await (const found of readMails(place)) {
        const problem = await bringIn(found, target)
        if (problem === undefined) tally.done += 1
        else {
          tally.failed += 1
          progress.note(`${found.place} ${problem}`)
        }
        progress.show(describe(tally))
      }
      if (tally.done + tally.failed === before) {
        tally.failed += 1
        progress.note(`${place} has no mail in it.`)
      }
    }
  } finally {
    progress.show(describe(tally))
    progress.end()
  }
  return tally.failed === 0 ? 0 : 1
}

/** `undefined`, or why it could not be. */
async function bringIn(
  { mail }: FoundMail,
  { client, inbox }: Target,
): Promise<string | undefined> {
  switch (mail.type) {
    case 'unreadable':
      return mail.reason
    case 'too-large':
      return `has ${mail.size} bytes; the limit is ${limits.importBytesMax}.`
    case 'message':
      try {
        await client.importMail(mail.raw, inbox === undefined ? {} : { inbox })
        return undefined
      } catch (error) {
        if (!(error instanceof MailmittHttpError)) throw error
        if (!MESSAGE_REFUSED.includes(error.status)) throw error
        return `was refused: ${error.message}`
      }
  }
}

function describe({ done, failed }: { readonly done: number; readonly failed: number }): string {
  const brought = `${done} ${done === 1 ? 'message' : 'messages'} brought in`
  return failed === 0 ? `${brought}.` : `${brought}, ${failed} failed.`
}
