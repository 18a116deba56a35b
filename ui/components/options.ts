/** What a list of options offers: one line of it. */
export interface Option {
  readonly id: string
  readonly label: string
  /** What it means, in half a line. */
  readonly detail?: string | undefined
  /** As they are printed on the keyboard. */
  readonly keys?: readonly string[]
  /** Written as the reader would type it. */
  readonly isCode?: boolean
  readonly isErasable?: boolean
}

export interface OptionGroup {
  readonly title: string
  readonly options: readonly Option[]
}

/** The id that an option has in the document, for `aria-activedescendant`. */
export function domIdOf(listId: string, optionId: string): string {
  // Lists of ids are divided by spaces.
  return `${listId}-${encodeURIComponent(optionId)}`
}

/** The option that the arrow keys go to; from either end it goes on at the other. */
export function movedTo(
  groups: readonly OptionGroup[],
  activeId: string | undefined,
  step: 1 | -1,
): string | undefined {
  const ids = groups.flatMap(({ options }) => options.map(({ id }) => id))
  if (ids.length === 0) return undefined
  const at = activeId === undefined ? -1 : ids.indexOf(activeId)
  if (at < 0) return step === 1 ? ids[0] : ids.at(-1)
  return ids[(at + step + ids.length) % ids.length]
}
