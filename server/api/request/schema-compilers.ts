import AjvCompiler from '@fastify/ajv-compiler'
import SerializerCompiler from '@fastify/fast-json-stringify-compiler'

/** What both libraries are; what they are given is only passed on. */
export type Factory<T> = (...given: unknown[]) => (route: unknown) => T

export interface Validator {
  (data: unknown): unknown
  errors?: unknown
}
export type Serializer = (data: unknown) => string

/** Once for the process: a later server finds what an earlier one has made of the same schemas. */
export const validators = AjvCompiler() as Factory<Validator>
export const serializers = SerializerCompiler() as Factory<Serializer>
