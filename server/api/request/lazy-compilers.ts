import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import type * as SchemaCompilers from './schema-compilers.ts'
import type { Factory, Serializer, Validator } from './schema-compilers.ts'

type Compilers = NonNullable<
  NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']
>

/**
 * Fastify's compilers, asked when a route first needs them: all schemas at once are most of a start, and a
 * test that starts its own server uses few of them.
 */
export function createLazyCompilers(
  validators: Factory<Validator>,
  serializers: Factory<Serializer>,
): Compilers {
  return {
    buildValidator: lazy(validators, lazyValidator),
    buildSerializer: lazy(serializers, lazySerializer),
  } as Compilers
}

let loading: Promise<void> | undefined
let loaded: typeof SchemaCompilers | undefined

/** The libraries take a tenth of a start, and no port needs them to answer: they are loaded after it. */
export function loadCompilers(): Promise<void> {
  loading ??= import('./schema-compilers.ts').then((compilers) => {
    loaded = compilers
  })
  return loading
}

export const lazyCompilers = createLazyCompilers(
  (...given) => compilersOf(loaded).validators(...given),
  (...given) => compilersOf(loaded).serializers(...given),
)

/** To be the first of the hooks: also what a later one refuses is written by a schema. */
export function awaitCompilers(app: FastifyInstance): void {
  app.addHook('onRequest', ({ routeOptions }, _reply, done) => {
    if (loaded !== undefined || routeOptions.schema === undefined) done()
    else loadCompilers().then(() => done(), done)
  })
}

function compilersOf(compilers: typeof SchemaCompilers | undefined): typeof SchemaCompilers {
  if (compilers === undefined)
    throw new Error('A schema was used before its compilers were loaded.')
  return compilers
}

function lazy<T>(factory: Factory<T>, lazily: (compile: () => T) => T): Factory<T> {
  return (...given) => {
    let compile: ReturnType<Factory<T>> | undefined
    return (route) => lazily(() => (compile ??= factory(...given))(route))
  }
}

function lazyValidator(compile: () => Validator): Validator {
  let made: Validator | undefined
  const validate: Validator = (data) => {
    made ??= compile()
    const isValid = made(data)
    // Where Ajv leaves them, and Fastify looks for them.
    validate.errors = made.errors
    return isValid
  }
  return validate
}

function lazySerializer(compile: () => Serializer): Serializer {
  let made: Serializer | undefined
  return (data) => (made ??= compile())(data)
}
