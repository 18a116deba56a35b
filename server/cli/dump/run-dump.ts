import { existsSync } from 'node:fs'
import { mkdir, rename, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Command } from 'commander'
import type { Client } from '../../../client/http.ts'
import { MailmittHttpError } from '../../../client/http.ts'
import { createProgress } from '../progress.ts'
import type { Env } from '../read-settings.ts'
import { addUrlOption, connectTo, runRemoteCommand } from '../remote-command.ts'
import type { Listed, Which } from './list-all.ts'
import { listAll } from './list-all.ts'

/** `mailmitt dump <dir>`: 0 done, 1 a file could not be written, 2 wrong use, 3 not reachable. */
export async function runDump(argv: readonly string[], env: Env): Promise<number> {
  const command = addUrlOption(new Command('mailmitt dump'))
    .description('Writes the messages of a running Mailmitt into a folder, each as <ID>.eml.')
    .argument('<folder>', 'made when missing; files that are there already stay as they are')
    .option('--query <query>', 'only messages that match this search')
    .option('--inbox <name>', 'only messages in this inbox')
    .allowExcessArguments(false)
  return runRemoteCommand(command, argv, () => {
    const { url, ...which } = command.opts<Which & { url?: string }>()
    return dump(connectTo(url, env), { folder: command.args[0] ?? '', which })
  })
}

interface Job {
  readonly folder: string
  readonly which: Which
}

async function dump(client: Client, { folder, which }: Job): Promise<number> {
  const messages = await listAll(client, which)
  const progress = createProgress(process.stderr)
  const tally = { written: 0, existing: 0, gone: 0 }
  try {
    await mkdir(folder, { recursive: true })
    for (const message of messages) {
      tally[await writeMessage(client, message, folder)] += 1
      progress.show(describe(tally))
    }
    return 0
  } catch (error) {
    // A full disk or a folder that may not be written: the next file would fare no better.
    if (!(error instanceof Error) || !('syscall' in error)) throw error
    progress.note(`${folder} cannot be written: ${error.message}`)
    return 1
  } finally {
    progress.show(describe(tally))
    progress.end()
  }
}

type Outcome = 'written' | 'existing' | 'gone'

async function writeMessage(
  client: Client,
  { id, created }: Listed,
  folder: string,
): Promise<Outcome> {
  const file = path.join(folder, `${checkId(id)}.eml`)
  if (existsSync(file)) return 'existing'
  const raw = await client.raw(id).catch((error: unknown) => {
    if (error instanceof MailmittHttpError && error.status === 404) return undefined
    throw error
  })
  if (!raw) return 'gone'
  // Under its name only when it is whole: a dump that was interrupted can go on later.
  const unfinished = `${file}.part`
  await writeFile(unfinished, raw)
  await utimes(unfinished, created, created)
  await rename(unfinished, file)
  return 'written'
}

/** What answers there need not be Mailmitt: an id must not lead out of the folder. */
function checkId(id: string): string {
  if (/^[\w-]{1,100}$/.test(id)) return id
  throw new MailmittHttpError(`"${id}" is not the ID of a message.`, {
    status: 200,
    code: 'unexpected-answer',
  })
}

function describe({ written, existing, gone }: Readonly<Record<Outcome, number>>): string {
  const skipped = [
    existing === 0 ? '' : `, ${existing} there already and left as they are`,
    gone === 0 ? '' : `, ${gone} deleted meanwhile`,
  ]
  return `${written} ${written === 1 ? 'message' : 'messages'} written${skipped.join('')}.`
}
