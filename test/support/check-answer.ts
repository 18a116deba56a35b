import { Ajv2020 } from 'ajv/dist/2020.js'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import type { OpenApi } from './openapi.ts'
import { readOpenApi } from './openapi.ts'

export interface CheckedAnswer {
  readonly method: string
  /** From the root of the server, with the query. */
  readonly path: string
  readonly status: number
  /** The Content-Type header. */
  readonly type: string
  readonly text: string
}

let loaded: ReturnType<typeof load> | undefined

function load() {
  const document = readOpenApi()
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: fullFormats })
  ajv.addSchema(document, 'openapi')
  return { document, ajv }
}

/** Throws when an answer of the API is not as `docs/openapi.json` says. */
export function checkAnswer(answer: CheckedAnswer): void {
  const [, route] = /(\/api\/v1\/[^?#]*)/.exec(answer.path) ?? []
  if (route === undefined || isUndescribed(answer, route)) return
  const problem = findProblem(answer, route)
  if (problem === undefined) return
  const { method, path: asked, status, text } = answer
  throw new Error(`${method} ${asked} answered ${status}: ${problem}\n${text.slice(0, 500)}`)
}

/** No JSON: these describe the rest. */
function isUndescribed({ method }: CheckedAnswer, route: string): boolean {
  if (method === 'HEAD' || method === 'OPTIONS') return true
  return /^\/api\/v1\/(?:|openapi\.json|swagger\.json)$/.test(route)
}

function findProblem({ method, status, type, text }: CheckedAnswer, route: string) {
  loaded ??= load()
  const { document, ajv } = loaded
  const mediaType = type.replace(/;.*/s, '').trim()
  const found = findPath(document, route)
  const operation = found && document.paths[found]?.[method.toLowerCase()]
  if (!found || !operation) {
    if (status < 400) return 'the document does not describe it'
    return validate('openapi#/components/schemas/ErrorBody')
  }
  const key = [String(status), `${String(status).charAt(0)}XX`].find(
    (one) => one in operation.responses,
  )
  if (key === undefined) return 'the document does not know this status'
  const shared = operation.responses[key]?.$ref
  const place = shared ?? `#/paths/${escape(found)}/${method.toLowerCase()}/responses/${key}`
  const content = contentAt(document, place)
  const media = [mediaType, '*/*'].find((one) => one in content)
  if (media === undefined) return `the document does not know the type ${mediaType}`
  return validate(`openapi${place}/content/${escape(media)}/schema`)

  function validate(schema: string): string | undefined {
    const check = ajv.getSchema(schema) ?? ajv.compile({ $ref: schema })
    const isJson = mediaType === 'application/json'
    return check(isJson ? JSON.parse(text) : text) ? undefined : ajv.errorsText(check.errors)
  }
}

/** The path template that fits; one without parameters wins. */
function findPath({ paths }: OpenApi, route: string): string | undefined {
  if (route in paths) return route
  return Object.keys(paths).find((template) => {
    const pattern = template.replaceAll(/[.]/g, String.raw`\.`).replaceAll(/\{\w+\}/g, '[^/]+')
    return new RegExp(`^${pattern}$`).test(route)
  })
}

function contentAt(document: OpenApi, place: string): object {
  const steps = place.slice(2).split('/').map(unescape)
  const response = steps.reduce<unknown>(
    (value, step) => (value as Readonly<Record<string, unknown>>)[step],
    document,
  ) as { readonly content?: object }
  return response.content ?? {}
}

/** A step of a JSON pointer in a URI fragment (RFC 6901). */
function escape(step: string): string {
  return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))
}

function unescape(step: string): string {
  return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
}
