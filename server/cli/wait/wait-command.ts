import { Command, InvalidArgumentError, Option } from 'commander'
import { isInboxName } from '../../core/inbox.ts'
import { limits } from '../../core/limits.ts'
import { parseDuration } from '../../core/parse-duration.ts'
import { addUrlOption } from '../remote-command.ts'

/** What the command line says. */
export interface WaitArguments {
  readonly url?: string
  readonly inbox?: string
  readonly to?: string
  readonly subject?: string
  readonly query?: string
  readonly since?: number
  readonly count?: number
  /** Milliseconds. */
  readonly timeout: number
  readonly json?: true
  readonly full?: true
  readonly code?: true
  /** `true` is any link. */
  readonly link?: string | true
}

const OUTPUTS = ['json', 'full', 'code', 'link']

const MORE_HELP = `
Exit codes:
  0  it came (with --count 0: nothing came)
  1  it did not come in time, or the server refused; standard error says why
  2  wrong use
  3  nobody answers at the URL

A test in a shell:
  CURSOR=$(mailmitt cursor)
  ./sign-up ann@shop.inbox.test
  CODE=$(mailmitt wait --since "$CURSOR" --inbox shop --code) || exit 1`

/** A value that is wrong is refused here: an empty variable of a shell must not widen what is waited for. */
export function createWaitCommand(): Command {
  return addUrlOption(new Command('mailmitt wait'))
    .description('Waits for mail at a running Mailmitt. Mail that is there already counts, too.')
    .option('--inbox <name>', 'only mail in this inbox', toInbox)
    .option('--to <address>', 'only mail to this recipient of the envelope', toAddress)
    .option('--subject <text>', 'only mail with this in its subject', toText)
    .option('--query <query>', 'only mail that matches this search', toText)
    .option('--since <cursor>', 'only mail that came after this cursor', toCursor)
    .option('--count <n>', 'how many must come, 1 when absent; 0 asserts that none does', toCount)
    .addOption(
      new Option('--timeout <duration>', '500ms, 10s, 2m; 0 only looks')
        .argParser(toTimeout)
        .default(10_000, '10s'),
    )
    .addOption(output('--json', 'prints the answer as a line of JSON, also that of a timeout'))
    .addOption(output('--full', 'the same with whole messages: Text, HTML, Codes, Links, …'))
    .addOption(
      output('--code', 'waits for a message with a code, prints the code').conflicts('count'),
    )
    .addOption(
      output(
        '--link [text]',
        'waits for a message with a link (whose words or address have the text), prints its address',
      )
        .argParser(toText)
        .conflicts('count'),
    )
    .addHelpText('after', MORE_HELP)
    .allowExcessArguments(false)
}

/** One of the ways to print what came; only one at a time, but `--json --full` is plain to everybody. */
function output(flags: string, help: string): Option {
  const option = new Option(flags, help)
  const isJson = (name: string): boolean => name === 'json' || name === 'full'
  return option.conflicts(
    OUTPUTS.filter((name) => name !== option.name() && !(isJson(name) && isJson(option.name()))),
  )
}

function toText(text: string): string {
  // Quotes are no part of what is searched for.
  if (/[^\s"]/.test(text)) return text
  throw new InvalidArgumentError('There is nothing to look for in it.')
}

function toInbox(text: string): string {
  const name = text.toLowerCase()
  if (isInboxName(name)) return name
  throw new InvalidArgumentError('It cannot be the name of an inbox.')
}

function toAddress(text: string): string {
  if (/^[^\s"<>@]+@[^\s"<>@]+$/.test(text)) return text
  throw new InvalidArgumentError('It must be an address like ann@example.com.')
}

function toCursor(text: string): number {
  const cursor = toWholeNumber(text)
  if (cursor !== undefined) return cursor
  throw new InvalidArgumentError('It must be what "mailmitt cursor" prints.')
}

function toCount(text: string): number {
  const count = toWholeNumber(text)
  if (count !== undefined && count <= limits.waitCountMax) return count
  throw new InvalidArgumentError(`It must be a whole number up to ${limits.waitCountMax}.`)
}

function toTimeout(text: string): number {
  const ms = parseDuration(text)
  if (ms !== undefined && ms <= limits.waitMsMax) return ms
  throw new InvalidArgumentError(
    `It must be a duration like 500ms, 10s or 2m, at most ${limits.waitMsMax / 60_000}m.`,
  )
}

function toWholeNumber(text: string): number | undefined {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : NaN
  return Number.isSafeInteger(number) ? number : undefined
}
