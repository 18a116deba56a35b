import { expect, test } from 'vitest'
import { ask } from '../../support/http.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

interface OpenApi {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> }
}

test('the document describes every route of the API', async () => {
  const { url } = await startMailmitt()

  const document = (await ask(`${url}api/v1/openapi.json`)).json() as OpenApi

  expect(document.openapi).toBe('3.1.0')
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(routes.sort()).toEqual([
    'DELETE /api/v1/faults',
    'DELETE /api/v1/faults/{id}',
    'DELETE /api/v1/inboxes/{name}',
    'DELETE /api/v1/messages',
    'DELETE /api/v1/search',
    'GET /api/v1/ca.pem',
    'GET /api/v1/chaos',
    'GET /api/v1/cursor',
    'GET /api/v1/events',
    'GET /api/v1/faults',
    'GET /api/v1/inboxes',
    'GET /api/v1/info',
    'GET /api/v1/message/{id}',
    'GET /api/v1/message/{id}/headers',
    'GET /api/v1/message/{id}/part/{partId}',
    'GET /api/v1/message/{id}/part/{partId}/thumb',
    'GET /api/v1/message/{id}/raw',
    'GET /api/v1/messages',
    'GET /api/v1/search',
    'GET /api/v1/sessions',
    'GET /api/v1/sessions/{id}',
    'GET /api/v1/wait',
    'POST /api/v1/faults',
    'POST /api/v1/import',
    'POST /api/v1/send',
    'PUT /api/v1/chaos',
    'PUT /api/v1/messages',
  ])
})

test('under a webroot the paths are whole', async () => {
  const { url } = await startMailmitt('--webroot', 'mail')

  const document = (await ask(`${url}api/v1/openapi.json`)).json() as OpenApi

  expect(Object.keys(document.paths)).toContain('/mail/api/v1/messages')
})

test('every reference in the document leads somewhere', async () => {
  const { url } = await startMailmitt()

  const document = (await ask(`${url}api/v1/swagger.json`)).json() as OpenApi

  const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? []
  const known = Object.keys(document.components.schemas).map(
    (name) => `"$ref":"#/components/schemas/${name}"`,
  )
  expect(known.length).toBeGreaterThan(0)
  expect(references.filter((reference) => !known.includes(reference))).toEqual([])
})

test('a generated client may leave out a body of DELETE, and does not parse texts as JSON', async () => {
  const { url } = await startMailmitt()

  const { paths } = (await ask(`${url}api/v1/openapi.json`)).json() as OpenApi

  expect(paths['/api/v1/faults']?.['delete']).toMatchObject({
    requestBody: { required: false },
    responses: { 200: { content: { 'text/plain': { schema: { enum: ['ok'] } } } } },
  })
  expect(paths['/api/v1/faults']?.['post']).toMatchObject({ requestBody: { required: true } })
  expect(paths['/api/v1/import']?.['post']).toMatchObject({ requestBody: { required: true } })
  expect(paths['/api/v1/ca.pem']?.['get']).toMatchObject({
    responses: { 200: { content: { 'application/x-pem-file': { schema: { type: 'string' } } } } },
  })
})
