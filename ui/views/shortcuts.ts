import { tinykeys } from 'tinykeys'
import { isDialogOpen as isAnyDialogOpen, isTyping } from './busy.ts'
import { applies } from './actions.ts'
import type { Action, Situation } from './actions.ts'

export interface KeyOptions {
  readonly situation: () => Situation
  /** Whether a dialog was asked for that may not be on the screen yet. */
  readonly isDialogOpen: () => boolean
}

/** Listens until the returned function is called; never while somebody types or a dialog is open. */
export function listenToKeys(actions: readonly Action[], options: KeyOptions): () => void {
  const bindings = actions.flatMap((action) =>
    action.keys.flatMap((key) =>
      patternsOf(key).map((pattern) => [pattern, handlerOf(action, key, options)] as const),
    ),
  )
  return tinykeys(window, Object.fromEntries(bindings))
}

function handlerOf(action: Action, key: string, { situation, isDialogOpen }: KeyOptions) {
  return (event: KeyboardEvent): void => {
    if (isDialogOpen() || isTaken(event, key) || !applies(action, situation())) return
    event.preventDefault()
    action.run(event.repeat)
  }
}

/** A sign may need Shift on one keyboard and not on another; a letter with Shift is another key. */
function patternsOf(key: string): readonly string[] {
  if (/^[a-z]$|^\w{2,}$/i.test(key)) return [key]
  if (key.startsWith('Shift+')) return [key]
  if (key.startsWith('Mod+')) return [key.replace('Mod', '$mod')]
  const sign = `(${key.replace(/[$()*+./?[\\\]^{|}]/, '\\$&')})`
  return [sign, `Shift+${sign}`]
}

function isTaken(event: KeyboardEvent, key: string): boolean {
  const { target } = event
  if (event.defaultPrevented || !(target instanceof HTMLElement)) return true
  // On a link or a button, Enter is theirs.
  if (key === 'Enter' && !target.matches('body, main')) return true
  // With Ctrl or ⌘ it is no text, but for the undoing of what was typed.
  return isAnyDialogOpen() || ((!key.startsWith('Mod+') || key === 'Mod+z') && isTyping(target))
}
