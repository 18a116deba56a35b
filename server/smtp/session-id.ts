import { customAlphabet } from 'nanoid'

/** 20 characters of 0-9a-f. Of a pool: to ask for ten random bytes at a time is 2 % of a connection. */
export const newSessionId = customAlphabet('0123456789abcdef', 20)
