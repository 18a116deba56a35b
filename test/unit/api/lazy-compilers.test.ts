import AjvCompiler from '@fastify/ajv-compiler'
import SerializerCompiler from '@fastify/fast-json-stringify-compiler'
import Fastify from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { createLazyCompilers } from '../../../server/api/request/lazy-compilers.ts'
import type {
  Factory,
  Serializer,
  Validator,
} from '../../../server/api/request/schema-compilers.ts'

/** The same, and it counts what is compiled. */
function counted<T>(factory: Factory<T>, counts: { compiled: number }): Factory<T> {
  return (...given) => {
    const compile = factory(...given)
    return (route) => {
      counts.compiled += 1
      return compile(route)
    }
  }
}

test('a schema is compiled when its route is first used, once, and says what is wrong', async () => {
  const validators = { compiled: 0 }
  const serializers = { compiled: 0 }
  const app = Fastify({
    schemaController: {
      compilersFactory: createLazyCompilers(
        counted(AjvCompiler() as Factory<Validator>, validators),
        counted(SerializerCompiler() as Factory<Serializer>, serializers),
      ),
    },
  })
  onTestFinished(() => app.close())
  const answer = { type: 'object', properties: { sum: { type: 'integer' } } }
  const body = {
    type: 'object',
    required: ['terms'],
    properties: { terms: { type: 'array', items: { type: 'integer' } } },
  }
  app.post('/sum', { schema: { body, response: { 200: answer } } }, (request) => {
    const { terms } = request.body as { terms: number[] }
    return { sum: terms.reduce((left, right) => left + right, 0), unsaid: 1 }
  })
  app.post('/other', { schema: { body, response: { 200: answer } } }, () => ({}))
  const post = (payload: object) => app.inject({ method: 'POST', url: '/sum', payload })
  await app.ready()
  expect([validators.compiled, serializers.compiled]).toEqual([0, 0])

  const refused = [await post({}), await post({ terms: ['x'] })]
  const given = [await post({ terms: [1, 2] }), await post({ terms: [] })]

  expect(refused.map((one) => one.json<{ message: string }>().message)).toEqual([
    "body must have required property 'terms'",
    'body/terms/0 must be integer',
  ])
  expect(given.map((one) => one.body)).toEqual(['{"sum":3}', '{"sum":0}'])
  expect([validators.compiled, serializers.compiled]).toEqual([1, 1])
})
