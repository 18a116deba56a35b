import { expect, test } from 'vitest'
import {
  authFact,
  durationOf,
  lineKind,
  secondsInto,
  sessionResult,
  tlsFact,
  transcriptText,
} from '../../../ui/lib/format/session.ts'

test.for([
  ['delivered', 'good', 'Delivered 2 messages'],
  ['partial', 'bad', 'Delivered 2 messages, not to every recipient'],
  ['refused', 'bad', 'Refused'],
  ['aborted', 'bad', 'Broken off'],
  ['empty', 'quiet', 'No mail was sent'],
  ['open', 'quiet', 'Still open'],
] as const)('a session that is %s is told as %s news: %s', ([Outcome, tone, title]) => {
  const result = sessionResult({ Outcome, Error: 'A reason.', Messages: ['a', 'b'] })

  expect(result).toEqual({ tone, title, detail: 'A reason.' })
})

test('names the protocol and cipher of TLS, or that there was none', () => {
  expect(tlsFact({ TLS: { Protocol: 'TLSv1.3', Cipher: 'TLS_AES_256_GCM_SHA384' } })).toBe(
    'TLSv1.3, TLS_AES_256_GCM_SHA384',
  )
  expect(tlsFact({ TLS: null })).toBe('not encrypted')
})

test.for([
  ['ann', 'AUTH PLAIN ****', 'ann, with PLAIN'],
  ['ann', 'AUTH ****', 'ann'],
  ['', 'AUTH LOGIN', 'tried, not successful'],
  ['', 'EHLO app', 'not used'],
] as const)('AUTH of the user "%s" after "%s" is "%s"', ([User, Text, expected]) => {
  expect(authFact({ User, Lines: [{ From: 'C', Text }] })).toBe(expected)
})

test('tells the time of a line from the start of its session', () => {
  const session = { Started: '2026-11-22T12:00:00.000Z' }

  expect(secondsInto(session, '2026-11-22T12:00:00.012Z')).toBe('0.012')
  expect(secondsInto(session, '2026-11-22T12:01:02.500Z')).toBe('62.500')
})

test.for([
  ['2026-11-22T12:00:00.420Z', '420 ms'],
  ['2026-11-22T12:00:03.120Z', '3.1 s'],
  ['2026-11-22T12:04:00.000Z', '4 min'],
  [null, ''],
] as const)('a session that ended at %s took "%s"', ([Ended, expected]) => {
  expect(durationOf({ Started: '2026-11-22T12:00:00.000Z', Ended })).toBe(expected)
})

test.for([
  ['S', '250 OK', 'said'],
  ['S', '550 5.1.1 No such user', 'refusal'],
  ['S', '452-4.5.3 Too many', 'refusal'],
  ['C', '550 is what a client may say', 'said'],
  ['C', '… 1,024 bytes of message …', 'remark'],
] as const)('%s: %s is a line of the kind %s', ([From, Text, kind]) => {
  expect(lineKind({ From, Text })).toBe(kind)
})

test('gives the conversation as a text to paste', () => {
  const Lines = [
    { From: 'S', Text: '220 mail' },
    { From: 'C', Text: 'EHLO app' },
  ] as const

  expect(transcriptText({ Lines })).toBe('S: 220 mail\nC: EHLO app\n')
})
