import { tinykeys } from 'tinykeys'
import { applies } from './actions.ts'
import type { Action, Situation } from './actions.ts'

/** Listens until the returned function is called; never while somebody types or a dialog is open. */
export function listenToKeys(actions: readonly Action[], situation: () => Situation): () => void {
  const bindings = actions.flatMap((action) =>
    action.keys.flatMap((key) =>
      patternsOf(key).map((pattern) => [pattern, handlerOf(action, key, situation)] as const),
    ),
  )
  return tinykeys(window, Object.fromEntries(bindings))
}

function handlerOf(action: Action, key: string, situation: () => Situation) {
  return (event: KeyboardEvent): void => {
    // On a link or a button, Enter is theirs.
    if (key === 'Enter' && event.target !== document.body) return
    // What is no letter can be meant while somebody types.
    if (isTaken(event, key.startsWith('Mod+')) || !applies(action, situation())) return
    event.preventDefault()
    action.run(event.repeat)
  }
}

/** A sign may need Shift on one keyboard and not on another; a letter with Shift is another key. */
function patternsOf(key: string): readonly string[] {
  if (/^[a-z]$|^\w{2,}$/i.test(key)) return [key]
  if (key.startsWith('Mod+')) return [key.replace('Mod', '$mod')]
  const sign = `(${key.replace(/[$()*+./?[\\\]^{|}]/, '\\$&')})`
  return [sign, `Shift+${sign}`]
}

function isTaken(event: KeyboardEvent, isForTyping: boolean): boolean {
  const { target } = event
  if (event.defaultPrevented || !(target instanceof HTMLElement)) return true
  const isDialogOpen = document.querySelector('[role="dialog"], [role="alertdialog"]') !== null
  return isDialogOpen || (!isForTyping && isTyping(target))
}

function isTyping(target: HTMLElement): boolean {
  return (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && target.type !== 'checkbox')
  )
}
