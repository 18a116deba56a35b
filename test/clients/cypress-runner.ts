/** What `cy` hands on: a promise whose `then` unwraps as Cypress's chains do. */
type Command = (...args: unknown[]) => Promise<unknown>

interface CyRequest {
  readonly method: string
  readonly url: string
  readonly qs?: Readonly<Record<string, string | number>>
  readonly body?: unknown
  readonly auth?: { readonly user: string; readonly pass: string }
}

export interface CypressRunner {
  /** The commands that a plugin has registered. */
  readonly commands: ReadonlyMap<string, Command>
  /** Every request that was made, as `METHOD path`. */
  readonly requests: readonly string[]
}

/**
 * As much of Cypress as its plugins see: `Cypress.Commands.add`, settings, and `cy` with real HTTP requests.
 * Cypress itself cannot be had where this runs. As `cy.request` does, a status of 400 and above fails, and a
 * body is parsed when it is JSON.
 */
export function installCypress(settings: Readonly<Record<string, string>>): CypressRunner {
  const commands = new Map<string, Command>()
  const requests: string[] = []

  async function request({ method, url, qs = {}, body, auth }: CyRequest): Promise<object> {
    const address = new URL(url)
    for (const [name, value] of Object.entries(qs)) address.searchParams.set(name, String(value))
    requests.push(`${method} ${address.pathname}${address.search}`)
    const credentials = auth && Buffer.from(`${auth.user}:${auth.pass}`).toString('base64')
    const response = await fetch(address, {
      method,
      headers: {
        accept: '*/*',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(credentials === undefined ? {} : { authorization: `Basic ${credentials}` }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`cy.request() failed: ${response.status} ${text}`)
    const isJson = response.headers.get('content-type')?.includes('json') === true
    return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text }
  }

  Object.assign(globalThis, {
    Cypress: {
      expose: (name: string) => settings[name],
      config: () => 4_000,
      Commands: {
        add: (name: string, _options: object, command: Command) => commands.set(name, command),
      },
    },
    cy: {
      env: (names: readonly string[]) =>
        Promise.resolve(Object.fromEntries(names.map((name) => [name, settings[name]]))),
      wrap: (value: unknown) => Promise.resolve(value),
      wait: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)),
      request,
    },
  })
  return { commands, requests }
}
