/** What the app does, as plain verbs; the view that has the parts says how. */
export interface Verbs {
  readonly next: (isRepeat: boolean) => void
  readonly previous: (isRepeat: boolean) => void
  readonly open: () => void
  readonly toggleRead: () => void
  readonly remove: () => void
  readonly removeListed: () => void
  readonly toggleSelected: () => void
  readonly extendSelection: () => void
  readonly selectAll: () => void
  readonly undo: () => void
  readonly search: () => void
  readonly back: () => void
  readonly nextTab: () => void
  readonly phoneWidth: () => void
  readonly nextScheme: () => void
  readonly copyCode: () => void
  readonly openLink: () => void
  readonly editTags: () => void
  readonly setTheme: (theme: 'system' | 'light' | 'dark') => void
  readonly toggleFollow: () => void
  readonly showSetup: () => void
  readonly showSettings: () => void
  readonly showPalette: () => void
  readonly showKeys: () => void
}

/** What there is to act on at the moment. */
export interface Situation {
  /** The list has something in it: mail, or sessions in its place. */
  readonly rows: boolean
  /** One of them is where the keys act. */
  readonly row: boolean
  /** The list has messages. */
  readonly mail: boolean
  /** One of them is where the keys act. */
  readonly mailRow: boolean
  /** A message is open. */
  readonly message: boolean
  /** There is something to step out of: a message, a session, a selection. */
  readonly inside: boolean
  /** Something was deleted that can be had again. */
  readonly undo: boolean
}

export type ActionGroup = 'Messages' | 'Message' | 'Everywhere'

export interface Action {
  readonly id: string
  /** As it is said in the palette and among the keys. */
  readonly label: string
  readonly group: ActionGroup
  /** What the key gives, `#` or `Delete`; `Mod+k` is ⌘K on a Mac and Ctrl K elsewhere. */
  readonly keys: readonly string[]
  readonly run: (isRepeat: boolean) => void
  /** Without that there is nothing to do. */
  readonly needs?: keyof Situation
}

/**
 * Everything that can be done, in the order that it is listed in. Keys, their dialog and the palette are
 * all made of this: a new action is a verb above, a row here and a line in `InboxView`.
 */
export function actionsOf(verbs: Verbs): readonly Action[] {
  return [
    {
      id: 'next',
      label: 'Next message',
      group: 'Messages',
      keys: ['j'],
      run: verbs.next,
      needs: 'rows',
    },
    {
      id: 'previous',
      label: 'Previous message',
      group: 'Messages',
      keys: ['k'],
      run: verbs.previous,
      needs: 'rows',
    },
    {
      id: 'open',
      label: 'Open the message',
      group: 'Messages',
      keys: ['Enter'],
      run: verbs.open,
      needs: 'row',
    },
    {
      id: 'toggle-read',
      label: 'Mark read or unread',
      group: 'Messages',
      keys: ['u'],
      run: verbs.toggleRead,
      needs: 'mailRow',
    },
    {
      id: 'remove',
      label: 'Delete the message',
      group: 'Messages',
      keys: ['#', 'Delete'],
      run: verbs.remove,
      needs: 'mailRow',
    },
    {
      id: 'undo',
      label: 'Undo a deletion',
      group: 'Messages',
      keys: ['z', 'Mod+z'],
      run: verbs.undo,
      needs: 'undo',
    },
    {
      id: 'select',
      label: 'Select the message',
      group: 'Messages',
      keys: ['x'],
      run: verbs.toggleSelected,
      needs: 'mail',
    },
    {
      id: 'select-to',
      label: 'Select up to the message',
      group: 'Messages',
      keys: ['Shift+X'],
      run: verbs.extendSelection,
      needs: 'mailRow',
    },
    {
      id: 'select-all',
      label: 'Select all',
      group: 'Messages',
      keys: ['a'],
      run: verbs.selectAll,
      needs: 'mail',
    },
    {
      id: 'remove-listed',
      label: 'Delete all that are listed…',
      group: 'Messages',
      keys: [],
      run: verbs.removeListed,
      needs: 'mail',
    },
    {
      id: 'next-tab',
      label: 'Next tab',
      group: 'Message',
      keys: ['t'],
      run: verbs.nextTab,
      needs: 'message',
    },
    {
      id: 'phone-width',
      label: 'Preview as on a phone',
      group: 'Message',
      keys: ['p'],
      run: verbs.phoneWidth,
      needs: 'message',
    },
    {
      id: 'next-scheme',
      label: 'Preview in the dark, then forced dark',
      group: 'Message',
      keys: ['d'],
      run: verbs.nextScheme,
      needs: 'message',
    },
    {
      id: 'copy-code',
      label: 'Copy the first code',
      group: 'Message',
      keys: ['c'],
      run: verbs.copyCode,
      needs: 'message',
    },
    {
      id: 'open-link',
      label: 'Open the first link',
      group: 'Message',
      keys: ['o'],
      run: verbs.openLink,
      needs: 'message',
    },
    {
      id: 'edit-tags',
      label: 'Edit the tags',
      group: 'Message',
      keys: ['e'],
      run: verbs.editTags,
      needs: 'message',
    },
    {
      id: 'back',
      label: 'Back to the list',
      group: 'Message',
      keys: ['Escape'],
      run: verbs.back,
      needs: 'inside',
    },
    { id: 'search', label: 'Search', group: 'Everywhere', keys: ['/'], run: verbs.search },
    {
      id: 'follow',
      label: 'Follow: open new mail by itself',
      group: 'Everywhere',
      keys: ['f'],
      run: verbs.toggleFollow,
    },
    {
      id: 'setup',
      label: 'Set up an app',
      group: 'Everywhere',
      keys: [],
      run: verbs.showSetup,
    },
    {
      id: 'settings',
      label: 'Settings',
      group: 'Everywhere',
      keys: [],
      run: verbs.showSettings,
    },
    {
      id: 'palette',
      label: 'All actions, places and mail',
      group: 'Everywhere',
      keys: ['Mod+k'],
      run: verbs.showPalette,
    },
    {
      id: 'keys',
      label: 'Keyboard shortcuts',
      group: 'Everywhere',
      keys: ['?'],
      run: verbs.showKeys,
    },
    ...themes.map(({ theme, label }) => ({
      id: `theme-${theme}`,
      label,
      group: 'Everywhere' as const,
      keys: [],
      run: () => verbs.setTheme(theme),
    })),
  ]
}

const themes = [
  { theme: 'light', label: 'Light theme' },
  { theme: 'dark', label: 'Dark theme' },
  { theme: 'system', label: 'Theme of the system' },
] as const

export function applies({ needs }: Action, situation: Situation): boolean {
  return needs === undefined || situation[needs]
}
