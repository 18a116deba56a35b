import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Chaos, ChaosBody, Fault, FaultBody, FaultList } from '../../contract/faults.ts'
import { MailmittError } from '../../core/errors.ts'
import type { Faults } from '../../core/faults/faults.ts'
import { toInbox } from '../../core/scope.ts'
import { errors } from '../answer/errors.ts'
import { NoBody } from '../request/no-body.ts'
import { withKeysOf } from '../request/read-body.ts'
import { textParameter } from '../request/text-parameter.ts'
import { toChaos, toChaosTriggers } from './to-chaos.ts'
import { toFaultRule } from './to-fault-rule.ts'
import { toFault } from './to-fault.ts'

export interface FaultRoutesOptions {
  readonly faults: Faults
}

const inbox = textParameter('Only rules for this inbox')
const ListQuery = Type.Object({ inbox })
const closed = { additionalProperties: false }
/** Writes refuse what they do not know: a misspelt `inbox` must not widen a delete. */
const AddQuery = Type.Object({ inbox: textParameter("The rule's Inbox") }, closed)
const RemoveQuery = Type.Object({ inbox }, closed)
const NoQuery = Type.Object({}, closed)
const IdParams = Type.Object({ id: Type.String() })
const Ok = Type.Literal('ok')

export const faultRoutes: FastifyPluginCallbackTypebox<FaultRoutesOptions> = (
  app,
  { faults },
  done,
) => {
  app.get(
    '/faults',
    {
      schema: {
        summary: 'The fault rules, and what they have done',
        querystring: ListQuery,
        response: { 200: FaultList, ...errors },
      },
    },
    ({ query }) => faults.list(inboxOf(query)).map(toFault),
  )

  app.post(
    '/faults',
    {
      preValidation: withKeysOf(FaultBody),
      schema: {
        summary: 'Ask for a fault; the first rule that matches speaks',
        querystring: AddQuery,
        body: FaultBody,
        response: { 200: Fault, ...errors },
      },
    },
    ({ query, body }) => toFault(faults.add(toFaultRule(body, query.inbox))),
  )

  app.delete(
    '/faults',
    {
      preValidation: withKeysOf(NoBody),
      schema: {
        summary: 'Remove all rules, and end chaos; with an inbox, only the rules for it',
        querystring: RemoveQuery,
        body: NoBody,
        response: { 200: Ok, ...errors },
      },
    },
    ({ query }, reply) => {
      faults.remove({ inbox: inboxOf(query) })
      void reply.type('text/plain').send('ok')
    },
  )

  app.delete(
    '/faults/:id',
    {
      preValidation: withKeysOf(NoBody),
      schema: {
        summary: 'Remove one rule',
        params: IdParams,
        querystring: RemoveQuery,
        body: NoBody,
        response: { 200: Ok, ...errors },
      },
    },
    ({ params: { id }, query }, reply) => {
      if (faults.remove({ id, inbox: inboxOf(query) }) === 0) {
        throw new MailmittError('not-found', `There is no fault rule ${id}.`)
      }
      void reply.type('text/plain').send('ok')
    },
  )

  app.get(
    '/chaos',
    {
      schema: {
        summary: "Mailpit's chaos: how likely each kind of command fails",
        response: { 200: Chaos, ...errors },
      },
    },
    () => toChaos(faults.chaos),
  )

  app.put(
    '/chaos',
    {
      preValidation: withKeysOf(ChaosBody),
      schema: {
        summary: "Set Mailpit's chaos; what is not named is off",
        querystring: NoQuery,
        body: ChaosBody,
        response: { 200: Chaos, ...errors },
      },
    },
    ({ body }) => {
      faults.setChaos(toChaosTriggers(body))
      return toChaos(faults.chaos)
    },
  )

  done()
}

function inboxOf({ inbox }: { readonly inbox?: string }): string | undefined {
  return inbox === undefined ? undefined : toInbox(inbox)
}
