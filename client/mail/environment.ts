/** Below the five seconds after which runners give up, and say nothing. */
const timeoutMs = 4_000

/** Of the environment, where there is one: this runs in browsers too. */
export function variable(name: string): string | undefined {
  const { process } = globalThis as {
    process?: { env?: Readonly<Record<string, string | undefined>> }
  }
  const value = process?.env?.[name]
  return value === '' ? undefined : value
}

/** Milliseconds that waits take at most. */
export function timeoutOf(given: number | undefined): number {
  const text = variable('MAILMITT_TIMEOUT')
  const wanted = given ?? (text === undefined ? timeoutMs : Number(text))
  if (Number.isFinite(wanted) && wanted >= 0) return wanted
  const from = given === undefined ? 'MAILMITT_TIMEOUT' : 'A timeout'
  throw new TypeError(`${from} is a number of milliseconds, not ${text ?? String(given)}.`)
}
