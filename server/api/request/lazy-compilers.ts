import AjvCompiler from '@fastify/ajv-compiler'
import SerializerCompiler from '@fastify/fast-json-stringify-compiler'
import type { FastifyServerOptions } from 'fastify'

type Compilers = NonNullable<
  NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']
>

/** What both libraries are; what they are given is only passed on. */
export type Factory<T> = (...given: unknown[]) => (route: unknown) => T

export interface Validator {
  (data: unknown): unknown
  errors?: unknown
}
export type Serializer = (data: unknown) => string

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

/** Once for the process: a later server finds what an earlier one has made of the same schemas. */
export const lazyCompilers = createLazyCompilers(
  AjvCompiler() as Factory<Validator>,
  SerializerCompiler() as Factory<Serializer>,
)

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
