/** A parameter that is either said or not: `1` and `true` say it. */
export function isTrue(text: string | undefined): boolean {
  return text === 'true' || text === '1'
}
