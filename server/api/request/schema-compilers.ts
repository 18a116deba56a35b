import AjvCompiler from '@fastify/ajv-compiler'
import SerializerCompiler from '@fastify/fast-json-stringify-compiler'
import type { Factory, Serializer, Validator } from './lazy-compilers.ts'

/** Once for the process: a later server finds what an earlier one has made of the same schemas. */
export const validators = AjvCompiler() as Factory<Validator>
export const serializers = SerializerCompiler() as Factory<Serializer>
