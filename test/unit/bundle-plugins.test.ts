import { createRequire } from 'node:module'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { eagerModules } from '../../scripts/eager-modules.ts'
import { leaveOut } from '../../scripts/leave-out.ts'

const require = createRequire(import.meta.url)

describe('what a package would load for things that nobody asks of it', () => {
  const plugin = leaveOut()
  const fastify = '/app/node_modules/fastify/lib/server.js'

  test('is left out of that package, and says so when it is asked for after all', () => {
    const id = plugin.resolveId('light-my-request', fastify) ?? ''
    const module = { exports: (): unknown => undefined }
    runInNewContext(plugin.load(id) ?? '', { module })

    expect(() => module.exports()).toThrow('light-my-request is not in the bundle')
  })

  test.for([
    ['another package', 'light-my-request', '/app/node_modules/other/index.js'],
    ['a package in that one', 'pino', '/app/node_modules/fastify/node_modules/other/index.js'],
    ['our own code', 'node:http2', '/app/server/api/api-app.ts'],
    ['what is asked of it', 'find-my-way', fastify],
    ['an entry', 'light-my-request', undefined],
  ] as const)('is not left out of %s', ([, source, importer]) => {
    expect(plugin.resolveId(source, importer)).toBeUndefined()
  })

  test('is still what that package asks for', () => {
    const { dependencies } = require('fastify/package.json') as { dependencies: object }

    expect(Object.keys(dependencies)).toEqual(
      expect.arrayContaining(['light-my-request', 'pino', '@fastify/ajv-compiler']),
    )
  })

  test('is found on Windows as well', () => {
    expect(
      plugin.resolveId('duplexify', 'C:\\app\\node_modules\\@fastify\\websocket\\index.js'),
    ).toBeDefined()
  })
})

describe('a wrapped module of CommonJS', () => {
  const plugin = eagerModules()
  const helper =
    'var __commonJSMin = (cb, mod) => () => (mod || cb((mod = { exports: {} }).exports, mod), mod.exports);'

  test('is read at once, and worth the same', () => {
    const code = `${helper}\nvar one = __commonJSMin(((exports, module) => {\nmodule.exports = [1, () => 2]\n}));\none()`

    const eager = plugin.renderChunk(code) ?? ''

    expect(eager).toContain('__commonJSMin((function (exports, module) {')
    expect(JSON.stringify(runInNewContext(eager))).toBe(JSON.stringify(runInNewContext(code)))
  })

  test('that is wrapped in another way than is known fails the build', () => {
    expect(() => plugin.renderChunk('var one = __commonJS({ "one.js"(exports) {} });')).toThrow(
      'another way',
    )
  })

  test('is no part of a chunk without any', () => {
    expect(plugin.renderChunk('export const one = (exports) => {}')).toBeUndefined()
  })
})
