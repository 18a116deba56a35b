import { exitCodes, SendmailError } from './exit-codes.ts'

/** What the command line of sendmail asks for. */
export interface SendmailArguments {
  readonly mode: 'send' | 'speak-smtp' | 'help'
  /** `undefined` when not given; `''` is the null sender. */
  readonly from: string | undefined
  readonly fullName: string | undefined
  /** Whether recipients are read from the header, `-t`. */
  readonly readsRecipients: boolean
  /** Whether a line with a single dot ends the message; not with `-i`. */
  readonly endsAtDot: boolean
  readonly smtpAddress: string | undefined
  readonly recipients: readonly string[]
}

/** How each letter of sendmail(8) takes its value: not at all, attached or as the next argument, attached only. */
const VALUES: Readonly<Record<string, 'none' | 'needed' | 'attached'>> = {
  ...ofKind('none', 'GITUcimnstv'),
  // -S is Mailpit's short form of --smtp-addr; sendmail has no such flag.
  ...ofKind('needed', 'BCDFLMNORSVXbefhoprx'),
  ...ofKind('attached', 'AQdq'),
}

function ofKind<T>(kind: T, letters: string): Readonly<Record<string, T>> {
  return Object.fromEntries(letters.split('').map((letter) => [letter, kind]))
}

interface Given {
  readonly name: string
  readonly value: string
}

/**
 * Reads arguments as sendmail does: `-fann@example.com` is `-f ann@example.com`, `-ti` is `-t -i`, `--` ends
 * the flags. What only matters to a program that delivers is accepted and ignored; what is no flag of
 * sendmail's at all is refused.
 */
export function parseArguments(argv: readonly string[]): SendmailArguments {
  const { given, recipients } = separate(argv)
  const valueOf = (...names: string[]): string | undefined =>
    given.findLast(({ name }) => names.includes(name))?.value
  const has = (name: string): boolean => given.some((one) => one.name === name)
  return {
    mode: has('help') ? 'help' : toMode(valueOf('b') ?? 'm'),
    from: valueOf('f', 'r'),
    fullName: valueOf('F'),
    readsRecipients: has('t'),
    endsAtDot: !given.some(ignoresDots),
    smtpAddress: valueOf('smtp-addr', 'S'),
    recipients,
  }
}

/** `-i`, or the same as an option by its short or its long name. */
function ignoresDots({ name, value }: Given): boolean {
  if (name === 'o') return /^i(?!f)/i.test(value)
  return name === 'i' || (name === 'O' && /^IgnoreDots(?:$|=t)/i.test(value))
}

function toMode(value: string): 'send' | 'speak-smtp' {
  switch (value) {
    case 'm':
      return 'send'
    case 's':
      return 'speak-smtp'
    default:
      throw wrongUse(`-b${value} is not supported: there is -bm (send) and -bs (SMTP on stdin).`)
  }
}

function separate(argv: readonly string[]): { given: Given[]; recipients: string[] } {
  const rest = [...argv]
  const given: Given[] = []
  const recipients: string[] = []
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    if (argument === '--') {
      recipients.push(...rest.splice(0))
    } else if (argument.startsWith('--')) {
      given.push(readLong(argument, rest))
    } else if (argument.length > 1 && argument.startsWith('-')) {
      given.push(...readLetters(argument, rest))
    } else {
      recipients.push(argument)
    }
  }
  return { given, recipients }
}

function readLong(argument: string, rest: string[]): Given {
  const [, name = '', , attached] = /^--([^=]*)(=(.*))?$/s.exec(argument) ?? []
  if (name === 'help') return { name, value: '' }
  if (name !== 'smtp-addr') throw unknownFlag(argument)
  return { name, value: attached ?? nextOf(rest, '--smtp-addr') }
}

/** `-ti` is two flags; a flag with a value takes what is left of the argument, else the next one. */
function readLetters(argument: string, rest: string[]): Given[] {
  const given: Given[] = []
  for (let at = 1; at < argument.length; at += 1) {
    const name = argument.charAt(at)
    const left = argument.slice(at + 1)
    switch (VALUES[name]) {
      case 'none':
        given.push({ name, value: '' })
        break
      case 'attached':
        return [...given, { name, value: left }]
      case 'needed':
        return [...given, { name, value: left === '' ? nextOf(rest, `-${name}`) : left }]
      case undefined:
        throw unknownFlag(argument)
    }
  }
  return given
}

function nextOf(rest: string[], flag: string): string {
  const value = rest.shift()
  if (value === undefined) throw wrongUse(`${flag} needs a value.`)
  return value
}

function unknownFlag(argument: string): SendmailError {
  return wrongUse(
    `"${argument}" is no flag of sendmail; mailmitt sendmail --help shows what counts.`,
  )
}

function wrongUse(text: string): SendmailError {
  return new SendmailError(exitCodes.usage, text)
}
