import { expect, test } from 'vitest'
import { addressOf, appSettings, isOnThisMachine } from '../../../ui/lib/format/app-settings.ts'

test('every app is told host and port, and nothing else has to be filled in', () => {
  const settings = appSettings('mail.internal', 2525)

  expect(settings.map(({ name }) => name)).toEqual([
    ...['Nodemailer', 'Laravel', 'Django', 'Rails', 'Spring Boot', 'ASP.NET', 'Go', 'PHP', 'curl'],
  ])
  for (const { code, name } of settings) {
    expect(code, name).toContain('mail.internal')
    expect(code, name).toContain('2525')
    expect(code, name).not.toMatch(/undefined|NaN|\$\{|<[a-z]+>/)
  }
})

test('an IPv6 address has brackets where a port follows', () => {
  expect(addressOf('::1', 1025)).toBe('[::1]:1025')
})

test.for([
  ['localhost', true],
  ['127.0.0.2', true],
  ['::1', true],
  ['192.168.1.7', false],
  ['mail.internal', false],
] as const)('%s is this machine: %s', ([host, isHere]) => {
  expect(isOnThisMachine(host)).toBe(isHere)
})
