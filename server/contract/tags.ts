import { Type } from 'typebox'
import type { Static } from 'typebox'

/** Tags, whatever their case in one order. */
export const TagList = Type.Array(Type.String(), { title: 'TagList' })
export type TagList = Static<typeof TagList>

/** Body of `PUT tags`. Keys match without case. */
export const TagsBody = Type.Object(
  {
    Tags: Type.Optional(
      Type.Array(Type.String(), {
        description: 'In place of all the tags that the messages have; none when absent',
      }),
    ),
    IDs: Type.Optional(
      Type.Array(Type.String(), { description: 'Each must be that of a message' }),
    ),
  },
  { title: 'TagsBody', additionalProperties: false },
)
export type TagsBody = Static<typeof TagsBody>

/** Body of `PUT tags/{Tag}`. Keys match without case. */
export const RenameTagBody = Type.Object(
  { Name: Type.String({ description: 'The new name, of which no other tag is' }) },
  { title: 'RenameTagBody', additionalProperties: false },
)
export type RenameTagBody = Static<typeof RenameTagBody>
