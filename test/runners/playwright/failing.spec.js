import { expect, test } from 'mailmitt/playwright'
import { signUp } from './app.js'

test('fails, so that its mail is in the report', async ({ inbox }) => {
  await signUp(inbox)
  await expect(inbox).toHaveReceived({ subject: 'Receipt' }, { timeout: 100 })
})
