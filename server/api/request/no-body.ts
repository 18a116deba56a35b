import { Type } from 'typebox'

/** For a write that takes no body: a list of IDs in one would be meant to narrow it, and is refused. */
export const NoBody = Type.Object({}, { additionalProperties: false })
