import { createHmac, randomBytes } from 'node:crypto'
import { limits } from '../core/limits.ts'

/** Whether a secret is the one that a hash was made of. */
export type Verify = (secret: string) => Promise<boolean>

/**
 * Asks a slow hash once for each right secret: a page load is a dozen requests. Wrong ones are forgotten
 * at once, so that nobody can push the right ones out. What is kept is a hash with a key of this run.
 */
export function rememberProofs(verify: Verify): Verify {
  const key = randomBytes(32)
  const proven = new Map<string, Promise<boolean>>()

  return (secret) => {
    const name = createHmac('sha256', key).update(secret).digest('base64')
    const known = proven.get(name)
    if (known) return known
    const answer = verify(secret)
    proven.set(name, answer)
    const forget = (): void => void proven.delete(name)
    answer.then((isRight) => {
      if (!isRight) forget()
      else if (proven.size > limits.provenSecretsMax) proven.delete([...proven.keys()][0] ?? '')
    }, forget)
    return answer
  }
}
