import { expect, onTestFinished, test } from 'vitest'
import { formatKey } from '../../../ui/lib/format/keys.ts'
import { actionsOf, applies } from '../../../ui/views/actions.ts'
import type { Action, Situation, Verbs } from '../../../ui/views/actions.ts'
import { listenToKeys } from '../../../ui/views/shortcuts.ts'

function situationOf(isThere: boolean): Situation {
  const [rows, row, mail, mailRow] = [isThere, isThere, isThere, isThere]
  return { rows, row, mail, mailRow, message: isThere, inside: isThere, undo: isThere }
}

const everything = situationOf(true)
const nothing = situationOf(false)

/** The real list, whose verbs write down that they were called. */
function noting(): { actions: readonly Action[]; done: string[] } {
  const done: string[] = []
  const verbs = new Proxy({} as Verbs, {
    get: (_, verb) => () => void done.push(String(verb)),
  })
  return { actions: actionsOf(verbs), done }
}

interface Pressed extends KeyboardEventInit {
  readonly on?: HTMLElement
}

function press(key: string, { on = document.body, ...init }: Pressed = {}): boolean {
  return on.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }),
  )
}

function listening(situation: Situation, isDialogOpen = false): string[] {
  const { actions, done } = noting()
  onTestFinished(
    listenToKeys(actions, { situation: () => situation, isDialogOpen: () => isDialogOpen }),
  )
  return done
}

function inPage<Tag extends keyof HTMLElementTagNameMap>(tag: Tag): HTMLElementTagNameMap[Tag] {
  const element = document.body.appendChild(document.createElement(tag))
  onTestFinished(() => element.remove())
  return element
}

test('no two actions have the same id, name or key', () => {
  const { actions } = noting()

  for (const all of [
    actions.map(({ id }) => id),
    actions.map(({ label }) => label),
    actions.flatMap(({ keys }) => keys),
  ]) {
    expect(all).toEqual([...new Set(all)])
  }
})

test('every key of an action does it, with and without Shift where it is a sign', () => {
  const done = listening(everything)

  for (const key of [
    'j',
    'k',
    'u',
    '#',
    '/',
    '?',
    'Delete',
    'Escape',
    't',
    'p',
    'c',
    'o',
    'e',
    'd',
  ]) {
    press(key)
  }
  for (const key of ['#', '/', '?']) press(key, { shiftKey: true })
  press('k', { ctrlKey: true })

  expect(done).toEqual([
    ...['next', 'previous', 'toggleRead', 'remove', 'search', 'showKeys', 'remove', 'back'],
    ...['nextTab', 'phoneWidth', 'copyCode', 'openLink', 'editTags', 'nextScheme'],
    ...['remove', 'search', 'showKeys', 'showPalette'],
  ])
})

test('a key whose action has nothing to act on is left to the browser', () => {
  const done = listening(nothing)

  expect(press('#')).toBe(true)
  expect(press('/')).toBe(false)

  expect(done).toEqual(['search'])
})

test('what is typed is text, but for the keys with Ctrl', () => {
  const done = listening(everything)
  const on = inPage('input')

  press('j', { on })
  press('k', { on, ctrlKey: true })

  expect(done).toEqual(['showPalette'])
})

test('Enter belongs to the button that has the focus', () => {
  const done = listening(everything)

  press('Enter', { on: inPage('button') })
  press('Enter', { on: inPage('main') })
  press('Enter')

  expect(done).toEqual(['open', 'open'])
})

test('nothing is done behind a dialog, nor while one is on its way', () => {
  const done = listening(everything, true)
  press('#')

  const other = listening(everything)
  inPage('div').setAttribute('role', 'dialog')
  press('#')

  expect([...done, ...other]).toEqual([])
})

test('an empty inbox still has what needs no message', () => {
  const { actions } = noting()

  const there = actions.filter((action) => applies(action, nothing)).map(({ id }) => id)

  expect(there).toEqual(expect.arrayContaining(['search', 'palette', 'keys', 'theme-dark']))
  expect(there).not.toContain('remove')
})

test.for([
  ['Mod+k', true, '⌘ K'],
  ['Mod+k', false, 'Ctrl K'],
  ['Escape', false, 'Esc'],
  ['#', true, '#'],
] as const)('the key %s is printed as people know it', ([key, isApple, printed]) => {
  expect(formatKey(key, isApple)).toBe(printed)
})
