/** The form in which text is compared: compatibility-normalised (NFKC), without case. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
