// Bounded, so that no mail makes it slow.
const darkQuery = /prefers-color-scheme\s{0,8}:\s{0,8}dark/i
const darkProperty = /(?<!prefers-)color-scheme["']?[^;{}<>]{0,64}\bdark\b/i

/** Whether the mail brings styles of its own for the dark. */
export function hasDarkStyles(html: string): boolean {
  return darkQuery.test(html) || darkProperty.test(html)
}
