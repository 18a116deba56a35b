import { readFileSync } from 'node:fs'
import path from 'node:path'

export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly examples?: readonly unknown[]
}

export interface Parameter {
  readonly name: string
  readonly in: 'query' | 'path'
}

interface Media {
  readonly schema: JsonSchema
}

export interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<
    Record<string, { readonly $ref?: string; readonly content?: Readonly<Record<string, Media>> }>
  >
}

export interface OpenApi {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> }
}

export interface Route extends Operation {
  /** In upper case. */
  readonly method: string
  /** Behind `/api/v1/`, with its parameters in braces. */
  readonly template: string
}

/** Held to what the server sends by `test/integration/http/openapi.test.ts`. */
export const openApiFile = path.join(import.meta.dirname, '../../docs/openapi.json')

export function readOpenApi(): OpenApi {
  return JSON.parse(readFileSync(openApiFile, 'utf8')) as OpenApi
}

/** Every method of every route. */
export function routesOf({ paths }: OpenApi): readonly Route[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      template: path.replace('/api/v1/', ''),
    })),
  )
}

/** The schema of a JSON body, with its reference followed; `undefined` where a route takes none. */
export function bodySchemaOf(document: OpenApi, route: Route): JsonSchema | undefined {
  const schema = route.requestBody?.content['application/json']?.schema
  return schema && followed(document, schema)
}

export function followed({ components }: OpenApi, schema: JsonSchema): JsonSchema {
  const name = schema.$ref?.replace('#/components/schemas/', '')
  return (name === undefined ? undefined : components.schemas[name]) ?? schema
}
