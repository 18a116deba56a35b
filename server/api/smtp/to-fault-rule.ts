import type { FaultBody } from '../../contract/faults.ts'
import { MailmittError } from '../../core/errors.ts'
import type { NewFaultRule } from '../../core/faults/check-fault-rule.ts'
import { completeReply } from '../../core/faults/default-reply.ts'
import type { FaultAction, FaultMatch } from '../../core/faults/fault-rule.ts'
import { parseDuration } from '../../core/parse-duration.ts'
import { toInbox } from '../../core/scope.ts'

/** The rule that a body asks for; `?inbox=` may say its inbox too. */
export function toFaultRule(body: FaultBody, inboxParameter: string | undefined): NewFaultRule {
  const { Stage, Match = {}, Times, Probability, Seed, ExpiresIn } = body
  return {
    inbox: toOneInbox(body.Inbox, inboxParameter),
    stage: Stage,
    match: toMatch(Match),
    action: toAction(body),
    times: Times,
    probability: Probability,
    seed: Seed,
    expiresInMs: ExpiresIn === undefined ? undefined : toMs(ExpiresIn),
  }
}

function toOneInbox(inBody: string | undefined, parameter: string | undefined): string | undefined {
  const [inbox, ...others] = new Set([inBody, parameter].flatMap((name) => inboxOf(name)))
  if (others.length === 0) return inbox
  throw new MailmittError('bad-request', 'Inbox in the body and ?inbox= are not the same.')
}

function inboxOf(name: string | undefined): readonly string[] {
  return name === undefined ? [] : [toInbox(name)]
}

function toMatch({ Sender, Recipient, Subject, Nth }: NonNullable<FaultBody['Match']>): FaultMatch {
  return {
    ...(Sender === undefined ? {} : { sender: Sender }),
    ...(Recipient === undefined ? {} : { recipient: Recipient }),
    ...(Subject === undefined ? {} : { subject: Subject }),
    ...(Nth === undefined ? {} : { nth: Nth }),
  }
}

function toAction({ Stage, Action }: FaultBody): FaultAction {
  const { Reject, DelayMs, Drop, Keep, BytesPerSecond, Greylist } = Action
  return {
    ...(Reject && {
      reject: completeReply(
        { code: Reject.Code, enhanced: Reject.Enhanced, text: Reject.Text },
        Stage,
        'a fault rule',
      ),
    }),
    ...(DelayMs === undefined ? {} : { delayMs: DelayMs }),
    ...(Drop === undefined ? {} : { drop: Drop }),
    ...(Keep === undefined ? {} : { keep: Keep }),
    ...(BytesPerSecond === undefined ? {} : { bytesPerSecond: BytesPerSecond }),
    ...(Greylist === undefined ? {} : { greylist: Greylist }),
  }
}

function toMs(text: string): number {
  const ms = parseDuration(text)
  if (ms !== undefined) return ms
  throw new MailmittError(
    'bad-request',
    `ExpiresIn must be a duration like 500ms, 10s, 2m or 1h, not "${text}".`,
  )
}
