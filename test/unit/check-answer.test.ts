import { expect, test } from 'vitest'
import type { CheckedAnswer } from '../support/check-answer.ts'
import { checkAnswer } from '../support/check-answer.ts'

const cursor: CheckedAnswer = {
  method: 'GET',
  path: '/mail/api/v1/cursor?x=1',
  status: 200,
  type: 'application/json; charset=utf-8',
  text: '{"Seq":17}',
}

test('an answer that is as the document says passes, under any webroot', () => {
  expect(() => checkAnswer(cursor)).not.toThrow()
})

test.for<[string, Partial<CheckedAnswer>, RegExp]>([
  ['a value of the wrong type', { text: '{"Seq":"17"}' }, /Seq must be integer/],
  ['a field that is missing', { text: '{}' }, /required property 'Seq'/],
  ['another media type', { type: 'text/html' }, /does not know the type text\/html/],
  ['a status that is not described', { status: 302 }, /does not know this status/],
  ['a route that is not described', { path: '/api/v1/secret' }, /does not describe it/],
  ['an error that is not in the one shape', { status: 404 }, /required property 'Error'/],
  [
    'an unknown code',
    { status: 400, text: '{"Error":"No.","Code":"nope"}' },
    /Code must be equal to one of the allowed values/,
  ],
])('%s does not pass', ([, change, problem]) => {
  expect(() => checkAnswer({ ...cursor, ...change })).toThrow(problem)
})
