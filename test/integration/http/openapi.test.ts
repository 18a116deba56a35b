import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import { expect, test } from 'vitest'
import { ERROR_CODES } from '../../../server/contract/app.ts'
import { errorExamples } from '../../../server/contract/examples.ts'
import { ask } from '../../support/http.ts'
import type { OpenApi, Operation } from '../../support/openapi.ts'
import { openApiFile } from '../../support/openapi.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

async function readDocument(...argv: string[]): Promise<OpenApi> {
  const { url } = await startMailmitt(...argv)
  return (await ask(`${url}api/v1/openapi.json`)).json() as OpenApi
}

function operationsOf({ paths }: OpenApi): Operation[] {
  return Object.values(paths).flatMap((methods) => Object.values(methods))
}

test('docs/openapi.json is the document that the server sends (`npx vitest -u` writes it anew)', async () => {
  const document = await readDocument()

  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(openApiFile)
})

test('the document is valid OpenAPI 3.1', async () => {
  const document = await readDocument()

  const result = await new Validator().validate({ ...document })

  expect(result).toEqual({ valid: true })
  expect(document.openapi).toBe('3.1.0')
})

test('under a webroot the paths are whole', async () => {
  const document = await readDocument('--webroot', 'mail')

  expect(Object.keys(document.paths)).toContain('/mail/api/v1/messages')
})

test('every operation has a name of its own, a summary and a topic', async () => {
  const operations = operationsOf(await readDocument())

  const names = operations.map(({ operationId }) => operationId)
  expect(new Set(names).size).toBe(names.length)
  expect(operations.filter(({ summary, tags }) => summary === '' || tags.length !== 1)).toEqual([])
})

test('every JSON body and answer is a named shape, or a list of one', async () => {
  const operations = operationsOf(await readDocument())

  const unnamed = operations.flatMap(({ operationId, requestBody, responses }) => {
    const media = [requestBody, ...Object.values(responses)].flatMap(
      (one) => one?.content?.['application/json'] ?? [],
    )
    return media
      .filter(({ schema }) => !('$ref' in (schema.items ?? schema)))
      .map(({ schema }) => `${operationId} ${JSON.stringify(schema)}`)
  })
  expect(unnamed).toEqual([])
})

test('every answer says what it is made of', async () => {
  const operations = operationsOf(await readDocument())

  expect(
    operations
      .filter(({ responses }) => Object.keys(responses['200']?.content ?? {}).length === 0)
      .map(({ operationId }) => operationId),
  ).toEqual([])
  expect(
    operations
      .filter(({ responses }) => !('4XX' in responses && '5XX' in responses))
      .map(({ operationId }) => operationId),
  ).toEqual([])
})

test('every named shape has an example that fits it', async () => {
  const document = await readDocument()
  const ajv = new Ajv2020({ strict: false, formats: fullFormats })
  ajv.addSchema(document, 'openapi')

  // The tree of a message is shown by the example of the message.
  const { Structure: _tree, ErrorBody: _body, ...schemas } = document.components.schemas
  for (const [name, { examples = [] }] of Object.entries(schemas)) {
    expect(examples, name).toHaveLength(1)
    const check = ajv.compile({ $ref: `openapi#/components/schemas/${name}` })
    expect(check(examples[0]), `${name}: ${ajv.errorsText(check.errors)}`).toBe(true)
  }
})

test('every error code has an example', () => {
  expect(Object.keys(errorExamples).sort()).toEqual([...ERROR_CODES].sort())
})

test('a generated client may leave out a body of DELETE, and does not parse texts as JSON', async () => {
  const { paths } = await readDocument()

  expect(paths['/api/v1/messages']?.['delete']).toMatchObject({
    requestBody: { required: false },
    responses: { 200: { content: { 'text/plain': { schema: { enum: ['ok'] } } } } },
  })
  expect(paths['/api/v1/faults']?.['post']).toMatchObject({ requestBody: { required: true } })
  expect(paths['/api/v1/import']?.['post']).toMatchObject({ requestBody: { required: true } })
  expect(paths['/api/v1/ca.pem']?.['get']).toMatchObject({
    responses: { 200: { content: { 'application/x-pem-file': { schema: { type: 'string' } } } } },
  })
})
