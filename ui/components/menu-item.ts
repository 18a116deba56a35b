export interface MenuItem {
  readonly label: string
  /** What is known before: a size, a count. */
  readonly hint?: string
  readonly onselect: () => void
}
