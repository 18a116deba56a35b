/** What this browser remembers under our name. Without storage it forgets, and nothing else changes. */
export function recall(name: string): string | undefined {
  return unlessOff(() => localStorage.getItem(`mailmitt.${name}`) ?? undefined)
}

export function remember(name: string, value: string): void {
  unlessOff(() => localStorage.setItem(`mailmitt.${name}`, value))
}

export function forget(name: string): void {
  unlessOff(() => localStorage.removeItem(`mailmitt.${name}`))
}

/** Switched off or full. */
function unlessOff<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}
