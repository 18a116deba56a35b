/** The term that asks for a name as a whole, in quotes where the query language would cut it up. */
export function toNameTerm(operator: string, name: string): string {
  return `${operator}:${quoted(name)}`
}

/** A quote inside of a name cannot be written; without it the name is found no less. */
export function quoted(value: string): string {
  const plain = value.replaceAll('"', '')
  return /^[^\s()<>,;=/]+$/.test(plain) ? plain : `"${plain}"`
}
