/** `to:ann@example.com`, quoted where its text has anything that the query language would read. */
export function fieldQuery(field: string, text: string): string {
  // Nothing stands for a quote inside of quotes; a space matches around it.
  const plain = text.replaceAll('"', ' ').trim()
  return /^[\w.+@-]+$/.test(plain) && plain.length > 1 ? `${field}:${plain}` : `${field}:"${plain}"`
}
