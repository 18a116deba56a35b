import { expect, test } from 'vitest'
import { limits } from '../../../server/core/limits.ts'
import { rememberProofs } from '../../../server/identity/remember-proofs.ts'

function counting(isRight: (secret: string) => boolean) {
  const asked: string[] = []
  const verify = rememberProofs((secret) => {
    asked.push(secret)
    return Promise.resolve(isRight(secret))
  })
  return { verify, asked }
}

test('a right secret is verified once, also when it comes many times at once', async () => {
  const { verify, asked } = counting((secret) => secret === 'right')

  const answers = await Promise.all([verify('right'), verify('right'), verify('right')])

  expect([...answers, await verify('right')]).toEqual([true, true, true, true])
  expect(asked).toEqual(['right'])
})

test('wrong ones are asked again each time, and push out no right one', async () => {
  const { verify, asked } = counting((secret) => secret === 'right')
  await verify('right')

  for (let at = 0; at < 2 * limits.provenSecretsMax; at += 1) await verify('wrong')

  expect(await verify('right')).toBe(true)
  expect(asked.filter((secret) => secret === 'wrong')).toHaveLength(2 * limits.provenSecretsMax)
  expect(asked.filter((secret) => secret === 'right')).toHaveLength(1)
})

test('of many right ones the oldest are forgotten', async () => {
  const { verify, asked } = counting(() => true)

  for (let at = 0; at <= limits.provenSecretsMax; at += 1) await verify(String(at))
  await verify('0')
  await verify(String(limits.provenSecretsMax))

  expect(asked).toHaveLength(limits.provenSecretsMax + 2)
})

test('a verification that failed is none', async () => {
  let fails = true
  const verify = rememberProofs(() =>
    fails ? Promise.reject(new Error('No thread')) : Promise.resolve(true),
  )

  await expect(verify('right')).rejects.toThrow('No thread')
  fails = false

  expect(await verify('right')).toBe(true)
})
