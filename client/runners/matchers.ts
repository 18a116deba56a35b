import type { CriteriaArgument } from '../mail/criteria.ts'
import { describeCriteria, toCriteria } from '../mail/criteria.ts'
import type { Message } from '../mail/message.ts'
import type { ReceivedMail, WaitSettings } from '../mail/received-mail.ts'
import { isUnexpectedMessageError, isWaitTimeoutError } from '../mail/wait-error.ts'

/** What a matcher answers, in each of the runners. */
export interface Outcome {
  readonly pass: boolean
  readonly message: () => string
}

/** A part of what the runners give to a matcher. */
export interface MatcherState {
  readonly isNot?: boolean
}

export interface ReceivedSettings extends WaitSettings {
  /** Milliseconds that `.not` watches for; `timeout` when absent, else 300. */
  readonly within?: number
}

/**
 * `await expect(inbox).toHaveReceived({ subject: 'Receipt' })` waits for a message; with `.not` it watches
 * that none comes.
 */
export async function toHaveReceived(
  state: MatcherState,
  mail: unknown,
  criteria?: CriteriaArgument,
  settings: ReceivedSettings = {},
): Promise<Outcome> {
  if (!isReceivedMail(mail)) {
    throw new TypeError(
      'toHaveReceived is for an inbox or a Mailmitt: expect(inbox).toHaveReceived(…)',
    )
  }
  return state.isNot === true
    ? hasReceivedNone(mail, criteria, settings)
    : hasReceived(mail, criteria, settings)
}

async function hasReceived(
  mail: ReceivedMail,
  criteria: CriteriaArgument | undefined,
  settings: ReceivedSettings,
): Promise<Outcome> {
  try {
    const { subject } = await mail.waitFor(criteria, settings)
    return { pass: true, message: () => `"${subject}" was received.` }
  } catch (error) {
    if (isWaitTimeoutError(error)) return { pass: false, message: () => error.message }
    throw error
  }
}

async function hasReceivedNone(
  mail: ReceivedMail,
  criteria: CriteriaArgument | undefined,
  { timeout, within = timeout, ...settings }: ReceivedSettings,
): Promise<Outcome> {
  try {
    const silence = within === undefined ? settings : { ...settings, within }
    await mail.expectNone(toCriteria(criteria), silence)
    return { pass: false, message: () => 'None was received.' }
  } catch (error) {
    if (isUnexpectedMessageError(error)) return { pass: true, message: () => error.message }
    throw error
  }
}

/** `expect(message).toMatchMessage({ from: 'shop@example.com' })`: each clause that it misses is told. */
export async function toMatchMessage(
  message: unknown,
  criteria: CriteriaArgument,
): Promise<Outcome> {
  if (!isMessage(message)) throw new TypeError('toMatchMessage is for a message of an inbox.')
  const asked = toCriteria(criteria)
  const missed = await message.missed(asked)
  const { subject } = message
  return {
    pass: missed.length === 0,
    message: () =>
      missed.length === 0
        ? `"${subject}" has ${describeCriteria(asked)}.`
        : [`"${subject}" misses:`, ...missed.map((clause) => `  ${clause}`)].join('\n'),
  }
}

/** @throws TypeError for what is no message */
export function messageOf(value: unknown): Message {
  if (isMessage(value)) return value
  throw new TypeError('toMatchMailSnapshot is for a message of an inbox.')
}

function isReceivedMail(value: unknown): value is ReceivedMail {
  return typeof value === 'object' && value !== null && 'waitFor' in value && 'expectNone' in value
}

function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && 'envelope' in value && 'links' in value
}
