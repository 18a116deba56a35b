/** A parameter that is either said or not: `1` and `true` say it. */
export function isTrue(text: string | undefined): boolean {
  return text === 'true' || text === '1'
}

/** A parameter that is on unless it says otherwise: `0` and `false` do. */
export function isFalse(text: string | undefined): boolean {
  return text === 'false' || text === '0'
}
