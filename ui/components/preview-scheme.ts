export type PreviewScheme = 'light' | 'dark' | 'forced-dark'

export const previewSchemes: readonly {
  readonly id: PreviewScheme
  readonly label: string
  /** What is left out of its name first. */
  readonly more?: string
  readonly title: string
}[] = [
  { id: 'light', label: 'Light', title: 'Light' },
  { id: 'dark', label: 'Dark', title: 'Dark, with the styles of the mail' },
  {
    id: 'forced-dark',
    label: 'Forced',
    more: 'dark',
    title: 'Forced dark, as apps do to mail without dark styles',
  },
]

/** The scheme that the address asks for; light, as mail is mostly written for, else. */
export function schemeOf(asked: string | undefined): PreviewScheme {
  return previewSchemes.find(({ id }) => id === asked)?.id ?? 'light'
}

/** What the eye sees, and whose doing it is; light needs no word. */
export function schemeRemark(scheme: PreviewScheme, hasDarkStyles: boolean): string | undefined {
  switch (scheme) {
    case 'light':
      return undefined
    case 'dark':
      return hasDarkStyles
        ? 'Dark as the mail’s own styles have it'
        : 'This mail has no dark styles: clients leave it light, or force it'
    case 'forced-dark':
      return 'Simulated: colours turned over, as Gmail and Outlook apps do'
  }
}
