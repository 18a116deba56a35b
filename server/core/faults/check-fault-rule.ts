import { limits } from '../limits.ts'
import type { FaultAction, FaultMatch, FaultReply, FaultRule, FaultStage } from './fault-rule.ts'

/** A rule that is asked for. */
export interface NewFaultRule extends Omit<FaultRule, 'id' | 'expiresAt'> {
  readonly expiresInMs?: number | undefined
}

type Knowledge = 'inbox' | keyof FaultMatch

/** RFC 5321: what a server has heard when the stage is reached. */
const KNOWN: Readonly<Record<FaultStage, readonly Knowledge[]>> = {
  connect: [],
  helo: [],
  starttls: [],
  auth: ['inbox'],
  mail: ['inbox', 'sender'],
  rcpt: ['inbox', 'sender', 'recipient', 'nth'],
  data: ['inbox', 'sender', 'recipient'],
  message: ['inbox', 'sender', 'recipient', 'subject'],
}

/** The names that the API gives them. */
const NAMES: Readonly<Record<Knowledge, string>> = {
  inbox: 'Inbox',
  sender: 'Match.Sender',
  recipient: 'Match.Recipient',
  subject: 'Match.Subject',
  nth: 'Match.Nth',
}

const CONTROLS = /\p{Cc}/u

/** A sentence about the first thing that is wrong with a rule, but for its patterns; else `undefined`. */
export function findRuleProblem(rule: NewFaultRule): string | undefined {
  const { action, stage } = rule
  return (
    knowledgeProblem(rule) ??
    actionProblem(action, stage) ??
    (action.reject && replyProblem(action.reject)) ??
    numberProblem(rule)
  )
}

function knowledgeProblem({ stage, match, inbox }: NewFaultRule): string | undefined {
  const asked: Readonly<Record<Knowledge, unknown>> = {
    inbox,
    sender: match.sender,
    recipient: match.recipient,
    subject: match.subject,
    nth: match.nth,
  }
  const names = Object.keys(asked) as Knowledge[]
  const unknown = names.find((name) => asked[name] !== undefined && !KNOWN[stage].includes(name))
  if (unknown === undefined) return undefined
  const known = KNOWN[stage].map((name) => NAMES[name]).join(', ')
  return `${NAMES[unknown]} cannot be known at the stage ${stage}; known there: ${known || 'nothing'}.`
}

/** What must hold, and the sentence where it does not. */
type Check = readonly [holds: boolean, problem: string]

function firstProblem(checks: readonly Check[]): string | undefined {
  return checks.find(([holds]) => !holds)?.[1]
}

function actionProblem(action: FaultAction, stage: FaultStage): string | undefined {
  const { reject, drop, keep, bytesPerSecond, greylist } = action
  const isAlone = reject === undefined && drop === undefined && bytesPerSecond === undefined
  return firstProblem([
    [
      Object.values(action).some((value) => value !== undefined),
      'Action says nothing: give Reject, DelayMs, Drop, BytesPerSecond or Greylist.',
    ],
    [
      reject === undefined || drop === undefined,
      'Action has both Reject and Drop: a torn connection hears no reply.',
    ],
    [
      keep !== true || (drop !== undefined && stage === 'message'),
      'Action.Keep goes with Drop at the stage message only.',
    ],
    [
      greylist !== true || (isAlone && stage === 'rcpt'),
      'Action.Greylist is for the stage rcpt, without Reject, Drop and BytesPerSecond.',
    ],
    [
      bytesPerSecond === undefined || stage !== 'message',
      'Action.BytesPerSecond comes too late at the stage message: use the stage data.',
    ],
  ])
}

function replyProblem({ code, enhanced, text }: FaultReply): string | undefined {
  if (!isWhole(code, 400, 599)) return 'Action.Reject.Code must be a whole number from 400 to 599.'
  const form = /^([45])\.\d{1,3}\.\d{1,3}$/.exec(enhanced)
  if (enhanced !== '' && form?.[1] !== String(code).charAt(0)) {
    return `Action.Reject.Enhanced must be like 5.1.1, begin as ${code} does, or be empty.`
  }
  const isLong = text.length > limits.faultTextLengthMax
  if (text === '' || isLong || CONTROLS.test(text)) {
    return `Action.Reject.Text must have 1 to ${limits.faultTextLengthMax} characters, none of them a control character.`
  }
  return undefined
}

function numberProblem(rule: NewFaultRule): string | undefined {
  const { action, match, times, probability, seed, expiresInMs } = rule
  const { faultDelayMsMax, faultExpiresInMsMax } = limits
  return firstProblem([
    [
      isWhole(action.delayMs ?? 0, 0, faultDelayMsMax),
      `Action.DelayMs must be a whole number from 0 to ${faultDelayMsMax}.`,
    ],
    [
      isWhole(action.bytesPerSecond ?? 1, 1),
      'Action.BytesPerSecond must be a whole number from 1.',
    ],
    [isWhole(match.nth ?? 1, 1), 'Match.Nth must be a whole number from 1.'],
    [isWhole(times ?? 1, 1), 'Times must be a whole number from 1.'],
    [isWithin(probability ?? 0, 0, 100), 'Probability must be a number from 0 to 100.'],
    [isWhole(seed ?? 0, 0), `Seed must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`],
    [seed === undefined || probability !== undefined, 'Seed goes with Probability only.'],
    [
      expiresInMs === undefined || (expiresInMs > 0 && expiresInMs <= faultExpiresInMsMax),
      `ExpiresIn must be more than 0 and at most ${faultExpiresInMsMax / 3_600_000}h.`,
    ],
  ])
}

function isWhole(value: number, min: number, max = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isInteger(value) && isWithin(value, min, max)
}

function isWithin(value: number, min: number, max: number): boolean {
  return value >= min && value <= max
}
