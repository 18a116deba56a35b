import { CommanderError } from 'commander'
import { expect, test } from 'vitest'
import type { WaitArguments } from '../../../server/cli/wait/wait-command.ts'
import { createWaitCommand } from '../../../server/cli/wait/wait-command.ts'

function read(...argv: readonly string[]): WaitArguments {
  const command = createWaitCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
  return command.parse(argv, { from: 'user' }).opts<WaitArguments>()
}

test('what is not said is not there, but for ten seconds', () => {
  expect(read()).toEqual({ timeout: 10_000 })
})

test.for([
  [['--inbox', 'Shop'], { inbox: 'shop' }],
  [['--count', '0'], { count: 0 }],
  [['--since', '1795669357049000'], { since: 1_795_669_357_049_000 }],
  [['--timeout', '0'], { timeout: 0 }],
  [['--timeout', '4m'], { timeout: 240_000 }],
  [['--link'], { link: true }],
  [['--link', 'confirm'], { link: 'confirm' }],
  [['--json', '--full'], { json: true, full: true }],
] as const)('%j is read', ([argv, expected]) => {
  expect(read(...argv)).toMatchObject(expected)
})

test.for([
  [['--count', 'abc'], 'It must be a whole number up to 10000.'],
  [['--count', '-1'], 'It must be a whole number'],
  [['--count', '1.5'], 'It must be a whole number'],
  [['--count', '10001'], 'It must be a whole number'],
  [['--timeout', 'soon'], 'It must be a duration like 500ms, 10s or 2m, at most 4m.'],
  [['--timeout', '5'], 'It must be a duration'],
  [['--timeout', '5m'], 'It must be a duration'],
  [['--since', ''], 'It must be what "mailmitt cursor" prints.'],
  [['--since', '1e3'], 'It must be what'],
  [['--since', '9999999999999999'], 'It must be what'],
  [['--query', ''], 'There is nothing to look for in it.'],
  [['--subject', ' " '], 'There is nothing to look for'],
  [['--link', ''], 'There is nothing to look for'],
  [['--inbox', ''], 'It cannot be the name of an inbox.'],
  [['--inbox', 'a b'], 'It cannot be the name of an inbox.'],
  [['--to', ''], 'It must be an address like ann@example.com.'],
  [['--to', 'a"b@example.com'], 'It must be an address'],
  [['--code', '--json'], 'cannot be used with'],
  [['--code', '--link'], 'cannot be used with'],
  [['--code', '--count', '2'], 'cannot be used with'],
  [['--link', '--count', '0'], 'cannot be used with'],
  [['--full', '--link'], 'cannot be used with'],
  [['--inbocks', 'shop'], "unknown option '--inbocks'"],
  [['shop'], 'too many arguments'],
] as const)('%j is wrong use', ([argv, reason]) => {
  expect(() => read(...argv)).toThrow(CommanderError)
  expect(() => read(...argv)).toThrow(reason)
})
