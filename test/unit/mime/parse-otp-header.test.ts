import { expect, test } from 'vitest'
import { parseOtpHeader } from '../../../server/mime/parse-otp-header.ts'

test('an OTP-Token with its origin is a code, and its context the header', () => {
  expect(parseOtpHeader(['"482913"; origin="https://example.com"'])).toEqual({
    value: '482913',
    context: 'OTP-Token: "482913"; origin="https://example.com"',
  })
})

test.for([
  [[]],
  [['482913']],
  [['"482913"']],
  [['"482913"; origin="http://example.com"']],
  [['""; origin="https://example.com"']],
  [['"1"; origin="https://example.com"', '"2"; origin="https://example.com"']],
])('%j is none, as the draft says', ([values = []]) => {
  expect(parseOtpHeader(values)).toBeUndefined()
})
