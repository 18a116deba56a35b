/** A key as it is printed on the keyboard: `Esc`, `⌘ K` on a Mac and `Ctrl K` elsewhere. */
export function formatKey(key: string, isApple: boolean): string {
  if (key.startsWith('Mod+')) return `${isApple ? '⌘' : 'Ctrl'} ${key.slice(4).toUpperCase()}`
  if (key.startsWith('Shift+')) return `Shift ${key.slice(6).toLowerCase()}`
  if (key === 'Escape') return 'Esc'
  return key === 'Delete' ? 'Del' : key
}
