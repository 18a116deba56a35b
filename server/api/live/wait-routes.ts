import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { WaitAnswer, WaitTimeout, WaitUnexpected } from '../../contract/wait.ts'
import { MailmittError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import { parseDuration } from '../../core/parse-duration.ts'
import { toSelection } from '../../core/scope.ts'
import type { WaitOutcome } from '../../core/waits/wait-outcome.ts'
import type { Waits } from '../../core/waits/waits.ts'
import { toSummary } from '../../wire/to-summary.ts'
import { errors } from '../answer/errors.ts'
import { readNumber } from '../request/read-number.ts'
import { inboxParameter, tzParameter } from '../request/scope-parameters.ts'
import { textParameter } from '../request/text-parameter.ts'
import { toTimeoutReport } from './explain-timeout.ts'
import { createHangUps } from './hang-ups.ts'

export interface WaitRoutesOptions {
  readonly waits: Waits
  readonly now: () => Date
}

const WaitQuery = Type.Object({
  query: textParameter('Search query; any message when absent'),
  inbox: inboxParameter,
  tz: tzParameter,
  since: textParameter('A cursor: only messages with a greater Seq count; 0 when absent'),
  count: textParameter('How many must match; 1 when absent; 0 asserts that none does'),
  timeout: textParameter('`0`, `500ms`, `10s`, `2m`; 10s when absent, at most 4m'),
})

export const waitRoutes: FastifyPluginCallbackTypebox<WaitRoutesOptions> = (
  app,
  { waits, now },
  done,
) => {
  const hangUps = createHangUps()

  app.get(
    '/wait',
    {
      schema: {
        summary: 'Wait until messages match; a timeout says what arrived instead',
        querystring: WaitQuery,
        response: {
          200: WaitAnswer,
          404: WaitTimeout,
          409: WaitUnexpected,
          ...errors,
        },
      },
    },
    async ({ query, raw }, reply) => {
      const selection = toSelection(query, now)
      const outcome = await waits.wait({
        query: selection.query,
        inbox: selection.inbox,
        since: readNumber('since', query.since, { fallback: 0, max: Number.MAX_SAFE_INTEGER }),
        count: readNumber('count', query.count, { fallback: 1, max: limits.waitCountMax }),
        timeoutMs: toTimeout(query.timeout ?? '10s'),
        signal: hangUps.signalOf(raw),
      })
      switch (outcome.type) {
        case 'matched':
          return { messages: outcome.messages.map(toSummary), Cursor: outcome.cursor }
        case 'unexpected':
          return reply.code(409).send(toUnexpected(outcome))
        case 'timeout':
          return reply.code(404).send(toTimeoutReport(outcome, query))
        case 'abandoned':
          return reply.hijack()
      }
    },
  )

  done()
}

function toTimeout(text: string): number {
  const ms = parseDuration(text)
  if (ms !== undefined && ms <= limits.waitMsMax) return ms
  throw new MailmittError(
    'bad-request',
    `timeout must be a duration like 500ms, 10s or 2m, at most ${limits.waitMsMax / 60_000}m, not "${text}".`,
  )
}

function toUnexpected({ message }: Extract<WaitOutcome, { type: 'unexpected' }>): WaitUnexpected {
  return {
    Error: `A message came although none was expected: "${message.digest.subject}" to ${message.envelope.to.join(', ')}.`,
    Code: 'unexpected-message',
    Message: toSummary(message),
  }
}
