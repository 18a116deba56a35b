/** Degrees around the colour wheel, far enough apart to be told from each other. */
const hueCount = 12

/** The same colour for a name wherever and whenever it is shown, whatever its case. */
export function tagHue(name: string): number {
  // FNV-1a: short names that differ in one letter are spread well.
  let hash = 0x811c9dc5
  for (const character of name.toLowerCase()) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  return ((hash >>> 0) % hueCount) * (360 / hueCount)
}
