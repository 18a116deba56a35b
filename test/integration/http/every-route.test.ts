import { expect, test } from 'vitest'
import { goodRequests, prepareFacts } from '../../support/good-requests.ts'
import { ask } from '../../support/http.ts'
import { readOpenApi, routesOf } from '../../support/openapi.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

const routes = routesOf(readOpenApi())

test('there is a good request for every route, and for nothing else', () => {
  expect(Object.keys(goodRequests).sort()).toEqual(
    routes.map(({ operationId }) => operationId).sort(),
  )
})

// `ask` holds each answer against the document.
test.for(routes)(
  '$method $template answers as the document says',
  async ({ operationId, method }) => {
    const running = await startMailmitt()
    const facts = await prepareFacts(running)
    const request = goodRequests[operationId]
    const url = `${running.url}api/v1/${request?.path(facts) ?? ''}`

    const answer = await ask(url, request?.ask?.(facts))

    expect(answer.status, answer.text).toBe(200)
    if (method !== 'GET') return
    const head = await ask(url, { method: 'HEAD' })
    expect([head.status, head.text]).toEqual([200, ''])
    expect(head.headers['content-type']).toBe(answer.headers['content-type'])
  },
)

test.for(routes.filter(({ method }) => method === 'GET'))(
  '$method $template ignores a parameter that it does not know',
  async ({ operationId }) => {
    const running = await startMailmitt()
    const facts = await prepareFacts(running)
    const path = goodRequests[operationId]?.path(facts) ?? ''

    const answer = await ask(
      `${running.url}api/v1/${path}${path.includes('?') ? '&' : '?'}surprise=1`,
    )

    expect(answer.status, answer.text).toBe(200)
  },
)
