import { Command, Option } from 'commander'
import type { Flag, FlagKey } from './flags.ts'
import { flags } from './flags.ts'

export type Env = Readonly<Record<string, string | undefined>>

/** A form that a setting can have. */
export interface Kind<T> {
  /** Completes "must be …". */
  readonly wanted: string
  /** `undefined` when the text has another form. */
  readonly parse: (text: string) => T | undefined
}

/** What was set, from wherever; what cannot be understood is noted, and the default goes on. */
export interface Settings {
  readonly problems: string[]
  /** The name under which a setting was given, for a sentence about it. */
  nameOf(key: FlagKey): string
  one<T>(key: FlagKey, kind: Kind<T>): T
  maybe<T>(key: FlagKey, kind: Kind<T>): T | undefined
  list<T>(key: FlagKey, kind: Kind<T>): readonly T[]
  isOn(key: FlagKey): boolean
}

interface Found {
  readonly text: string
  /** Where it was set, as people wrote it. */
  readonly from: string
}

/** Flag beats variable beats default. */
export function readSettings(argv: readonly string[], env: Env): Settings {
  const command = createServeCommand()
  command.parse([...argv], { from: 'user' })
  const given = command.opts<Readonly<Record<string, unknown>>>()
  const problems = command.args.map(toProblem)

  function find(key: FlagKey): readonly Found[] {
    const flag: Flag = flags[key]
    const value = given[camelCase(flag.name)]
    if (value !== undefined) {
      // A switch is `true`, a list an array of texts, everything else a text.
      const texts = (Array.isArray(value) ? value : [value]) as readonly (string | true)[]
      return texts
        .flatMap((text) => (text === true ? 'true' : parts(text, flag)))
        .map((text) => ({ text, from: nameOf(flag) }))
    }
    const variable = flag.variables.find((name) => (env[name] ?? '') !== '')
    const text = variable === undefined ? flag.fallback : env[variable]
    if (text === undefined) return []
    return parts(text, flag).map((part) => ({ text: part, from: nameOf(flag, variable) }))
  }

  function list<T>(key: FlagKey, { wanted, parse }: Kind<T>): T[] {
    return find(key).flatMap(({ text, from }) => {
      const value = parse(text)
      if (value !== undefined) return [value]
      problems.push(`${from} must be ${wanted}, not "${text}".`)
      return []
    })
  }

  return {
    problems,
    nameOf: (key) => find(key).at(-1)?.from ?? nameOf(flags[key]),
    one(key, kind) {
      const value = list(key, kind).at(-1) ?? kind.parse(flags[key].fallback ?? '')
      if (value === undefined) throw new Error(`--${flags[key].name} has no usable default`)
      return value
    },
    maybe: (key, kind) => list(key, kind).at(-1),
    list,
    isOn: (key) => find(key).some(({ text }) => /^(?:1|true|yes)$/i.test(text)),
  }
}

const OTHER_COMMANDS = `
Other commands, each with --help:
  mailmitt sendmail   stands in for the sendmail of the system
  mailmitt wait       waits for mail: for tests in shells
  mailmitt cursor     prints from where on a wait shall look
  mailmitt ingest     brings mail in from .eml, mbox and Maildir
  mailmitt dump       writes the messages into a folder
  mailmitt readyz     tells whether Mailmitt answers`

/** A list may be given as one text with commas. */
function parts(text: string, { isList, hasCommas }: Flag): readonly string[] {
  return isList && !hasCommas ? text.split(',').map((part) => part.trim()) : [text]
}

function createServeCommand(): Command {
  const command = new Command('mailmitt')
    .description('Catches every mail that is sent to it, delivers none, and shows them.')
    // Unknown ones come back as arguments, so that they are reported with all other problems.
    .allowUnknownOption()
    .allowExcessArguments()
    .helpOption('-h, --help', 'this help')
    .addHelpText('after', OTHER_COMMANDS)
    .exitOverride()
  for (const flag of Object.values(flags)) {
    if (!flag.isVariableOnly) command.addOption(toOption(flag))
  }
  return command
}

function toOption(flag: Flag): Option {
  const fallback = flag.fallback === undefined ? '' : `, default ${flag.fallback}`
  const option = new Option(flag.flags, `${flag.help} (${flag.variables[0] ?? ''}${fallback})`)
  // One value for each time it is given: `--smtp 25 more` must not take `more` for a port.
  if (!flag.isList) return option
  return option.argParser<string[]>((value, earlier) => [
    ...((earlier as string[] | undefined) ?? []),
    value,
  ])
}

/** The name under which it was set, and the other one. */
function nameOf({ name, variables, isVariableOnly }: Flag, variable?: string): string {
  if (isVariableOnly) return variable ?? variables[0] ?? ''
  const long = `--${name}`
  return variable === undefined ? `${long} (${variables[0] ?? ''})` : `${variable} (${long})`
}

function toProblem(argument: string): string {
  const what = argument.startsWith('-') ? 'no flag of Mailmitt' : 'not understood'
  return `"${argument}" is ${what}; mailmitt --help shows what there is.`
}

function camelCase(name: string): string {
  return name.replaceAll(/-(\w)/g, (_whole, letter: string) => letter.toUpperCase())
}
