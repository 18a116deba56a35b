import { parseOtpToken } from 'mailparser'
import type { Code } from '../core/extract/code.ts'
import { limits } from '../core/limits.ts'

/** The code of an `OTP-Token` header (draft-goto-otp-token-01); one that is not as the draft says is none. */
export function parseOtpHeader(values: readonly string[]): Code | undefined {
  const [value] = values
  if (value === undefined) return undefined
  const token = parseOtpToken([...values])
  if (token === undefined) return undefined
  return { value: token.code, context: `OTP-Token: ${value}`.slice(0, limits.codeContextLengthMax) }
}
