import { MailmittError } from '../../core/errors.ts'

export interface NumberRule {
  readonly fallback: number
  readonly max: number
}

/** A whole number in a query string, or the refusal that says what it must be. */
export function readNumber(
  name: string,
  text: string | undefined,
  { fallback, max }: NumberRule,
): number {
  if (text === undefined) return fallback
  const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN
  if (value <= max) return value
  throw new MailmittError(
    'bad-request',
    `${name} must be a whole number from 0 to ${max}, not "${text}".`,
  )
}
