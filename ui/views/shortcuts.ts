import { tinykeys } from 'tinykeys'
import { isDialogOpen, isTyping } from './busy.ts'

/** What the keys do. Each is a plain verb, so that a palette can offer the same ones. */
export interface Actions {
  readonly next: (isRepeat: boolean) => void
  readonly previous: (isRepeat: boolean) => void
  readonly open: () => void
  readonly toggleRead: () => void
  readonly remove: () => void
  readonly toggleSelected: () => void
  readonly extendSelection: () => void
  readonly selectAll: () => void
  readonly undo: () => void
  readonly search: () => void
  readonly back: () => void
  readonly nextTab: () => void
  readonly phoneWidth: () => void
  readonly copyCode: () => void
  readonly openLink: () => void
  readonly editTags: () => void
  readonly toggleFollow: () => void
  readonly showKeys: () => void
}

export const shortcuts: readonly { readonly shown: readonly string[]; readonly says: string }[] = [
  { shown: ['j'], says: 'Next message' },
  { shown: ['k'], says: 'Previous message' },
  { shown: ['Enter'], says: 'Open the message' },
  { shown: ['u'], says: 'Mark read or unread' },
  { shown: ['#', 'Del'], says: 'Delete the message' },
  { shown: ['z'], says: 'Undo a deletion' },
  { shown: ['x'], says: 'Select the message' },
  { shown: ['Shift x'], says: 'Select up to the message' },
  { shown: ['a'], says: 'Select all' },
  { shown: ['/'], says: 'Search' },
  { shown: ['Esc'], says: 'Back to the list' },
  { shown: ['t'], says: 'Next tab' },
  { shown: ['p'], says: 'Preview as on a phone' },
  { shown: ['c'], says: 'Copy the first code' },
  { shown: ['o'], says: 'Open the first link' },
  { shown: ['e'], says: 'Edit the tags' },
  { shown: ['f'], says: 'Follow: open new mail by itself' },
  { shown: ['?'], says: 'This list' },
]

/** Listens until the returned function is called, to what there are actions for; never while somebody types or a dialog is open. */
export function listenToKeys(actions: Partial<Actions>): () => void {
  const when =
    (run: ((event: KeyboardEvent) => void) | undefined) =>
    (event: KeyboardEvent): void => {
      if (run === undefined || isTaken(event)) return
      event.preventDefault()
      run(event)
    }
  return tinykeys(window, {
    j: when((event) => actions.next?.(event.repeat)),
    k: when((event) => actions.previous?.(event.repeat)),
    Enter: (event) => {
      // On a link or a button, Enter is theirs.
      if (event.target === document.body) when(actions.open)(event)
    },
    u: when(actions.toggleRead),
    '(#)': when(actions.remove),
    'Shift+(#)': when(actions.remove),
    Delete: when(actions.remove),
    x: when(actions.toggleSelected),
    'Shift+X': when(actions.extendSelection),
    a: when(actions.selectAll),
    z: when(actions.undo),
    '$mod+z': when(actions.undo),
    '(/)': when(actions.search),
    'Shift+(/)': when(actions.search),
    Escape: when(actions.back),
    t: when(actions.nextTab),
    p: when(actions.phoneWidth),
    c: when(actions.copyCode),
    o: when(actions.openLink),
    e: when(actions.editTags),
    f: when(actions.toggleFollow),
    '([?])': when(actions.showKeys),
    'Shift+([?])': when(actions.showKeys),
  })
}

function isTaken(event: KeyboardEvent): boolean {
  const { target } = event
  if (event.defaultPrevented || !(target instanceof HTMLElement)) return true
  return isTyping(target) || isDialogOpen()
}
