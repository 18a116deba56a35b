import type { EsmtpParams } from '../core/message.ts'
import type { ParsedPath } from './parse-path.ts'
import type { Refusal } from './refusals.ts'

/** What may follow the path of MAIL (RFC 1870, 6152, 6531, 3461, 4954, 8689). */
const MAIL_PARAMS = ['AUTH', 'BODY', 'ENVID', 'REQUIRETLS', 'RET', 'SIZE', 'SMTPUTF8']
const MAIL_PARAMS_WITH_VALUE = ['AUTH', 'BODY', 'ENVID', 'RET', 'SIZE']
const RCPT_PARAMS = ['NOTIFY', 'ORCPT']

/** RFC 3461 4.2: address type, semicolon, xtext. */
const ORCPT = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+;./i
/** RFC 3461 4: `+0D+0A` is a line end in disguise. */
const XTEXT_CONTROL = /\+(?:[01][0-9A-F]|7F)/i

export interface MailParamFacts {
  readonly isSecure: boolean
  /** Infinity is no limit. */
  readonly messageBytesMax: number
}

/** Checks the parameters of MAIL; `undefined` when all are well. */
export function refuseMailParams(path: ParsedPath, facts: MailParamFacts): Refusal | undefined {
  const { params } = path
  return (
    refuseShape(path, MAIL_PARAMS, MAIL_PARAMS_WITH_VALUE) ??
    refuseSize(params, facts.messageBytesMax) ??
    refuseBody(params) ??
    refuseFlag(params, 'SMTPUTF8') ??
    refuseRequireTls(params, facts.isSecure) ??
    refuseRet(params)
  )
}

/** Checks the parameters of RCPT. */
export function refuseRcptParams(path: ParsedPath): Refusal | undefined {
  return (
    refuseShape(path, RCPT_PARAMS, RCPT_PARAMS) ??
    refuseNotify(path.params) ??
    refuseOrcpt(path.params)
  )
}

/** RFC 5321 4.1.1.11: 555 for a parameter that was never offered. */
function refuseShape(
  { params, duplicate }: ParsedPath,
  known: readonly string[],
  withValue: readonly string[],
): Refusal | undefined {
  const keys = Object.keys(params)
  const stranger = keys.find((key) => !known.includes(key))
  if (stranger !== undefined) {
    return { code: 555, enhanced: '5.5.4', text: `Parameter ${stranger} is not known here` }
  }
  if (duplicate !== undefined) return syntax(`Parameter ${duplicate} was given twice`)
  const empty = keys.find((key) => withValue.includes(key) && params[key] === '')
  if (empty !== undefined) return syntax(`Parameter ${empty} needs a value`)
  const unsafe = keys.find((key) => XTEXT_CONTROL.test(params[key] ?? ''))
  return unsafe === undefined ? undefined : syntax(`Parameter ${unsafe} hides a control character`)
}

/** RFC 1870 6.1. */
function refuseSize({ SIZE }: EsmtpParams, max: number): Refusal | undefined {
  if (SIZE === undefined) return undefined
  if (!/^\d{1,20}$/.test(SIZE)) return syntax('SIZE takes a number of bytes')
  if (Number(SIZE) <= max) return undefined
  return { code: 552, enhanced: '5.3.4', text: `A message may have ${max} bytes, not ${SIZE}` }
}

/** RFC 6152 2, RFC 3030 3. */
function refuseBody({ BODY }: EsmtpParams): Refusal | undefined {
  if (BODY === undefined || /^(?:7BIT|8BITMIME|BINARYMIME)$/i.test(BODY)) return undefined
  return syntax('BODY takes 7BIT, 8BITMIME or BINARYMIME')
}

function refuseFlag(params: EsmtpParams, name: string): Refusal | undefined {
  return (params[name] ?? '') === '' ? undefined : syntax(`${name} takes no value`)
}

/** RFC 8689 3. */
function refuseRequireTls(params: EsmtpParams, isSecure: boolean): Refusal | undefined {
  if (params['REQUIRETLS'] === undefined) return undefined
  if (!isSecure) return { code: 530, enhanced: '5.7.0', text: 'REQUIRETLS needs TLS' }
  return refuseFlag(params, 'REQUIRETLS')
}

/** RFC 3461 4.3. */
function refuseRet({ RET }: EsmtpParams): Refusal | undefined {
  if (RET === undefined || /^(?:FULL|HDRS)$/i.test(RET)) return undefined
  return syntax('RET takes FULL or HDRS')
}

/** RFC 3461 4.1. */
function refuseNotify({ NOTIFY }: EsmtpParams): Refusal | undefined {
  if (NOTIFY === undefined) return undefined
  const words = NOTIFY.toUpperCase().split(',')
  if (words.every((word) => ['NEVER', 'SUCCESS', 'FAILURE', 'DELAY'].includes(word))) {
    if (words.length === 1 || !words.includes('NEVER')) return undefined
    return syntax('NOTIFY=NEVER stands alone')
  }
  return syntax('NOTIFY takes NEVER, SUCCESS, FAILURE or DELAY')
}

function refuseOrcpt({ ORCPT: value }: EsmtpParams): Refusal | undefined {
  if (value === undefined || ORCPT.test(value)) return undefined
  return syntax('ORCPT takes type;address')
}

function syntax(text: string): Refusal {
  return { code: 501, enhanced: '5.5.4', text }
}
