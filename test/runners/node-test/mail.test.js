import assert from 'node:assert/strict'
import test from 'node:test'
import { mailSnapshot, useInbox } from 'mailmitt/node-test'
import { signUp } from './app.js'

test('the mail of a sign-up is received and read', async (t) => {
  const inbox = await useInbox(t)
  await signUp(inbox)

  const welcome = await inbox.waitFor({ subject: /welcome/i })

  assert.match(welcome.code(), /^\d{6}$/)
  assert.equal(welcome.$('a').text, 'Confirm')
  assert.match(mailSnapshot(welcome), /Your code is <code>/)
})

test('another test sees none of it', async (t) => {
  const inbox = await useInbox(t)
  await inbox.expectNone()
})

test('a failure explains itself', async (t) => {
  const inbox = await useInbox(t)
  await signUp(inbox)

  await assert.rejects(inbox.waitFor('Receipt', { timeout: 100 }), /is "Welcome, Ann"/)
})
