import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { limits } from '../../../server/core/limits.ts'
import { createBcryptThread } from '../../../server/identity/bcrypt-thread.ts'

/** Of the word "secret", at costs 5 and 10. */
const QUICK = '$2y$05$G/6RoL7bF4HKM74c6g/zB.0rCoh06XQQ4zm4QwGXrikykUe9OgYaC'
const SLOW = '$2b$10$1yZrQsbJwopP4JCK6JjK0eP5FHcxP7rzcN3/lyqIO0YhKDHM22s1G'

test('answers come in the order of the questions', async () => {
  const compare = createBcryptThread()

  const answers = await Promise.all(
    ['secret', 'Secret', 'secret', ''].map((secret) => compare(secret, QUICK)),
  )

  expect(answers).toEqual([true, false, true, false])
})

test('a flood waits up to a bound, and what is beyond is refused at once', async () => {
  const compare = createBcryptThread()

  const asked = Array.from({ length: 1_000 }, (_, at) => compare(`guess ${at}`, QUICK))
  const outcomes = await Promise.allSettled(asked)

  const refused = outcomes.filter(({ status }) => status === 'rejected')
  expect(refused).toHaveLength(1_000 - limits.loginsWaitingMax)
  expect(refused[0]).toMatchObject({ reason: { code: 'too-many-logins' } })
  expect(await compare('secret', QUICK)).toBe(true)
})

test('the event loop turns while a slow hash is computed', async () => {
  const compare = createBcryptThread()
  const answers: boolean[] = []
  const comparing = compare('secret', SLOW).then((answer) => answers.push(answer))

  let turns = 0
  for (; answers.length === 0; turns += 1) await setImmediate()
  await comparing

  expect(answers).toEqual([true])
  // Computed here, it would be done within the first few.
  expect(turns).toBeGreaterThan(100)
})
