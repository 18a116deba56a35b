import { expect, test } from 'vitest'
import {
  addressOf,
  appSettings,
  factsOf,
  isOnThisMachine,
} from '../../../ui/lib/format/app-settings.ts'

test('every app is told host and port, and nothing else has to be filled in', () => {
  const settings = appSettings({ host: 'mail.internal', port: 2525, needsLogin: false })

  expect(settings.map(({ name }) => name)).toEqual([
    ...['Nodemailer', 'Laravel', 'Django', 'Rails', 'Spring Boot', 'ASP.NET', 'Go', 'PHP', 'curl'],
  ])
  for (const { code, name } of settings) {
    expect(code, name).toContain('mail.internal')
    expect(code, name).toContain('2525')
    expect(code, name).not.toMatch(/\bPASSWORD/)
    expect(code, name).not.toMatch(/undefined|NaN|\$\{|<[a-z]+>/)
  }
})

test('where an app has to log in, the settings of every app have a place for it', () => {
  for (const { code, name } of appSettings({ host: 'localhost', port: 1025, needsLogin: true })) {
    expect(code, name).toMatch(/USER\b/)
    expect(code, name).toContain('PASSWORD')
    expect(code, name).not.toMatch(/SMTPAuth = false|auth=false|USERNAME=null|undefined/)
  }
})

test('nothing is said to be needless that is needed', () => {
  expect(factsOf({ login: 'any', tls: 'none' })).toMatch(/^No user name, password or TLS needed\./)
  expect(factsOf({ login: 'required', tls: 'none' })).toMatch(/^No TLS needed\. Only the users of/)
  expect(factsOf({ login: 'any', tls: 'implicit' })).toMatch(/^No user name or password needed\./)
  expect(factsOf({ login: 'required', tls: 'starttls' })).not.toMatch(/needed/)
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
