/** By package, what it needs for things that nobody here asks of it. */
const UNASKED: Readonly<Record<string, readonly string[]>> = {
  fastify: [
    // `inject`, which is for tests.
    'light-my-request',
    // HTTP/1.1 is what is served.
    'node:http2',
    // Its log is off.
    'pino',
    // Those of its default, which `api/request/lazy-compilers.ts` stands in for.
    '@fastify/ajv-compiler',
    '@fastify/fast-json-stringify-compiler',
  ],
  // `injectWS`.
  '@fastify/websocket': ['duplexify'],
}

const PREFIX = '\0left-out:'

interface LeaveOutPlugin {
  readonly name: string
  resolveId(source: string, importer: string | undefined): string | undefined
  load(id: string): string | undefined
}

/** A bundler plugin that leaves out what would only be read, at each start. */
export function leaveOut(): LeaveOutPlugin {
  return {
    name: 'leave-out',
    resolveId(source, importer = '') {
      const unasked = UNASKED[packageOf(importer)] ?? []
      return unasked.includes(source) ? PREFIX + source : undefined
    },
    load(id) {
      if (!id.startsWith(PREFIX)) return undefined
      const text = `${id.slice(PREFIX.length)} is not in the bundle (scripts/leave-out.ts).`
      return `module.exports = function leftOut() { throw new Error(${JSON.stringify(text)}) }`
    },
  }
}

/** `name` or `@scope/name` of the innermost package that a file is in. */
function packageOf(file: string): string {
  const [, name = ''] = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(file) ?? []
  return name.replace('\\', '/')
}
