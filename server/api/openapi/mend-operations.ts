import { errorExamples } from '../../contract/examples.ts'

interface Media {
  readonly schema?: {
    readonly type?: string
    readonly required?: readonly string[]
    readonly properties?: object
  }
}

interface Answer {
  description?: string
  content?: Readonly<Record<string, Media>>
}

interface Operation {
  operationId?: string
  tags?: string[]
  readonly summary?: string
  requestBody?: { required?: boolean; content?: Readonly<Record<string, Media>> }
  responses?: Record<string, Answer>
}

/** The first part of a route says what it is about; in the order of the docs page. */
export const TOPICS: Readonly<Record<string, string>> = {
  messages: 'Messages',
  search: 'Messages',
  message: 'One message',
  tags: 'Tags',
  inboxes: 'Inboxes',
  wait: 'Waiting and events',
  cursor: 'Waiting and events',
  events: 'Waiting and events',
  send: 'Bring mail in',
  import: 'Bring mail in',
  sessions: 'SMTP sessions',
  faults: 'Faults',
  chaos: 'Faults',
  info: 'About',
  webui: 'About',
  'ca.pem': 'About',
}

/**
 * What the generator of the OpenAPI document cannot know: names for generated clients, groups for readers,
 * the errors that every route can answer; that a JSON body of which nothing is required may be left out,
 * and that a text is sent as such.
 */
export function mendOperations(paths: object, base: string): void {
  for (const [path, methods] of Object.entries(paths) as [string, Record<string, Operation>][]) {
    for (const [method, operation] of Object.entries(methods)) {
      mend(operation, { method, route: path.slice(base.length) })
    }
  }
}

function mend(operation: Operation, { method, route }: { method: string; route: string }): void {
  const { requestBody, responses = {} } = operation
  const topic = TOPICS[route.split('/')[1] ?? '']
  if (topic === undefined) throw new Error(`The route ${route} has no topic in the docs`)
  operation.operationId = toOperationId(method, route)
  operation.tags = [topic]
  if (requestBody && needsNothing(requestBody.content)) requestBody.required = false
  if (requestBody && takesNothing(requestBody.content)) delete operation.requestBody
  const answer = responses['200']
  const text = answer?.content?.['application/json']
  if (answer && text?.schema?.type === 'string') answer.content = { 'text/plain': text }
  for (const [status, one] of Object.entries(responses))
    one.description = DESCRIPTIONS[status] ?? ''
  if (responses['4XX']) responses['4XX'] = referTo('Refused')
  if (responses['5XX']) responses['5XX'] = referTo('Failed')
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  200: 'Done',
  404: 'Not found; of a wait: not in time',
  409: 'In conflict with what is asked for',
  410: 'The cursor has left the event log, or is from another run',
}

function referTo(name: string): Answer {
  return { $ref: `#/components/responses/${name}` } as Answer
}

/** `GET /message/{id}/part/{partId}` is `getMessagePartByPartId`. */
function toOperationId(method: string, route: string): string {
  const words = route.split('/').filter((part) => part !== '' && !part.startsWith('{'))
  const [, last] = /\{(\w+)\}$/.exec(route) ?? []
  const name = words.map((word) => capital(word.replaceAll(/\W/g, '')))
  return [method, ...name, ...(last === undefined ? [] : ['By', capital(last)])].join('')
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

function needsNothing(content: Readonly<Record<string, Media>> = {}): boolean {
  const json = content['application/json']?.schema
  return json?.type === 'object' && (json.required ?? []).length === 0
}

/** A body is only refused there: `{}` and none are the same. */
function takesNothing(content: Readonly<Record<string, Media>> = {}): boolean {
  const json = content['application/json']?.schema
  return json?.properties !== undefined && Object.keys(json.properties).length === 0
}

/** The two error answers that all routes share, with an example for each code of the closed list. */
export function errorResponses(): Readonly<Record<string, object>> {
  return {
    Refused: toResponse('The request was refused; the code says why', (status) => status < 500),
    Failed: toResponse('Mailmitt could not answer', (status) => status >= 500),
  }
}

function toResponse(description: string, isPart: (status: number) => boolean): object {
  const codes = Object.entries(errorExamples).filter(([, { status }]) => isPart(status))
  const named = codes.map(([Code, { status, sentence }]) => [
    Code,
    { summary: `${status} ${Code}`, value: { Error: sentence, Code } },
  ])
  const schema = { $ref: '#/components/schemas/ErrorBody' }
  return {
    description,
    content: { 'application/json': { schema, examples: Object.fromEntries(named) as object } },
  }
}
