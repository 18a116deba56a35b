/** Whether a text has an address like `https://example.com`. */
export function hasWebAddress(text: string): boolean {
  return text.includes('://') && /https?:\/\/[^\s/]/i.test(text)
}
