import { describe, expect, test } from 'vitest'
import { inboxesOf, isInboxName } from '../../../server/core/inbox.ts'

describe('the AUTH user', () => {
  test.for([
    ['ann', ['ann']],
    ['Ann', ['ann']],
    ['ann+1@example.com', ['ann+1@example.com']],
    ['a'.repeat(128), ['a'.repeat(128)]],
    ['a'.repeat(129), []],
    ['', []],
    ['ann smith', []],
    ['ännchen', []],
    ['../ann', []],
    // KELVIN SIGN, whose lower case is an ordinary k: another user than `kim`.
    ['\u212aim', []],
  ] as const)('%j is in %j', ([user, inboxes]) => {
    expect(inboxesOf({ user, recipients: [], domains: ['inbox.test'] })).toEqual(inboxes)
  })
})

describe('the recipient', () => {
  test.for([
    ['any@ann.inbox.test', ['ann']],
    ['any@Ann.INBOX.Test', ['ann']],
    ['"a@b"@ann.inbox.test', ['ann']],
    ['any@pr-42.mail.local', ['pr-42']],
    ['any@inbox.test', []],
    ['any@a.b.inbox.test', []],
    ['any@-a.inbox.test', []],
    ['any@a_b.inbox.test', []],
    ['any@anninbox.test', []],
    ['any@ann.inbox.test.example.com', []],
    ['any@\u212aim.inbox.test', []],
    ['ann.inbox.test', []],
    ['', []],
  ] as const)('%j is in %j', ([recipient, inboxes]) => {
    const domains = ['inbox.test', 'mail.local']
    expect(inboxesOf({ user: '', recipients: [recipient], domains })).toEqual(inboxes)
  })
})

test('a message is in several inboxes, in each of them once', () => {
  const recipients = ['x@ann.inbox.test', 'y@bob.inbox.test', 'z@ann.inbox.test', 'cem@example.com']
  expect(inboxesOf({ user: 'bob', recipients, domains: ['inbox.test'] })).toEqual(['bob', 'ann'])
})

test('knows what can be the name of an inbox', () => {
  expect(['ann', 'a@b.c', 'a=b'].every(isInboxName)).toBe(true)
  expect(['', 'Ann', 'a b', 'a/b', 'a'.repeat(129)].some(isInboxName)).toBe(false)
})
