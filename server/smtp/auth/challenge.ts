import { randomBytes } from 'node:crypto'

/** RFC 2195 2: a new one each time, in the form of a Message-ID. */
export function newChallenge(serverName: string): string {
  return `<${randomBytes(16).toString('hex')}@${serverName}>`
}
