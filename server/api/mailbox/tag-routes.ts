import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { RenameTagBody, TagList, TagsBody } from '../../contract/tags.ts'
import { MailmittError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { MessageStore, TagRenamed, TagsSet } from '../../core/message-store.ts'
import type { MessageId } from '../../core/message.ts'
import { toInbox } from '../../core/scope.ts'
import { cleanTag } from '../../core/tags/clean-tag.ts'
import { toTags } from '../../core/tags/to-tags.ts'
import type { Intake } from '../../intake/intake.ts'
import { errors } from '../answer/errors.ts'
import { withKeysOf } from '../request/read-body.ts'
import { textParameter } from '../request/text-parameter.ts'

export interface TagRoutesOptions {
  readonly store: MessageStore
  readonly intake: Intake
}

const closed = { additionalProperties: false }
const NoQuery = Type.Object({}, closed)
/** IDs here would otherwise look as if the tag were taken off those messages alone. */
const NoBody = Type.Object({}, closed)
const InboxQuery = Type.Object({ inbox: textParameter('Only tags of messages in this inbox') })
const TagParams = Type.Object({ tag: Type.String() })
const Ok = Type.Literal('ok')

/** A tag is there as long as a message has it. Tags belong to no inbox: names are the same everywhere. */
export const tagRoutes: FastifyPluginCallbackTypebox<TagRoutesOptions> = (
  app,
  { store, intake },
  done,
) => {
  app.get(
    '/tags',
    {
      schema: {
        summary: 'Every tag that a message has, by name',
        querystring: InboxQuery,
        response: { 200: TagList, ...errors },
      },
    },
    async ({ query }) => {
      await intake.settled()
      const { inbox } = query
      const { tags } = await (inbox === undefined ? store.stats() : store.totals(toInbox(inbox)))
      return [...tags.keys()]
    },
  )

  app.put(
    '/tags',
    {
      preValidation: withKeysOf(TagsBody),
      schema: {
        summary: 'Give messages these tags in place of their own',
        querystring: NoQuery,
        body: TagsBody,
        response: { 200: Ok, ...errors },
      },
    },
    async ({ body }, reply) => {
      const ids = (body.IDs ?? []).map((id) => id as MessageId)
      const tags = toTags(body.Tags ?? [])
      await intake.settled()
      refuseSet(await store.setTags(ids, tags))
      return reply.type('text/plain').send('ok')
    },
  )

  app.put(
    '/tags/:tag',
    {
      preValidation: withKeysOf(RenameTagBody),
      schema: {
        summary: 'Rename a tag on all messages that have it',
        params: TagParams,
        querystring: NoQuery,
        body: RenameTagBody,
        response: { 200: Ok, ...errors },
      },
    },
    async ({ params: { tag }, body: { Name } }, reply) => {
      const name = toName(Name)
      await intake.settled()
      refuseRename(await store.renameTag(tag, name), { tag, name })
      return reply.type('text/plain').send('ok')
    },
  )

  app.delete(
    '/tags/:tag',
    {
      preValidation: withKeysOf(NoBody),
      schema: {
        summary: 'Take a tag off all messages that have it',
        params: TagParams,
        querystring: NoQuery,
        body: NoBody,
        response: { 200: Ok, ...errors },
      },
    },
    async ({ params: { tag } }, reply) => {
      await intake.settled()
      if (!(await store.removeTag(tag))) throw notFound(tag)
      return reply.type('text/plain').send('ok')
    },
  )

  done()
}

function toName(text: string): string {
  const name = text.length > limits.tagSourceLengthMax ? '' : cleanTag(text)
  if (name !== '' && name.length <= limits.tagLengthMax) return name
  throw new MailmittError(
    'bad-request',
    `Invalid tag name: ${quote(text)}. It takes 1 to ${limits.tagLengthMax} letters, digits, spaces and any of - _ . @`,
  )
}

function refuseSet(set: TagsSet): void {
  switch (set.type) {
    case 'set':
      return
    case 'unknown-message':
      throw new MailmittError('not-found', `There is no message ${quote(set.id)}; no tag was set.`)
    case 'too-many-tags':
      throw new MailmittError(
        'too-many-tags',
        `There can be ${limits.tagsMax} different tags; delete some first.`,
      )
  }
}

function refuseRename(renamed: TagRenamed, { tag, name }: { tag: string; name: string }): void {
  switch (renamed) {
    case 'renamed':
      return
    case 'unknown-tag':
      throw notFound(tag)
    case 'name-taken':
      throw new MailmittError('bad-request', `Tag already exists: ${name}.`)
  }
}

/** 400, as Mailpit says it. */
function notFound(tag: string): MailmittError {
  return new MailmittError('bad-request', `Tag not found: ${quote(tag)}.`)
}

/** A name in a sentence need not be as long as a body may be. */
function quote(text: string): string {
  return text.length > limits.tagLengthMax ? `${text.slice(0, limits.tagLengthMax)}…` : text
}
