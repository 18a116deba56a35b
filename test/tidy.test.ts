import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/** Who may import whom. A folder sees itself and what its own line names, nothing else. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  'server/core': ['re2js'],
  'server/contract': ['typebox'],
  'server/wire': ['server/core', 'server/contract'],
  'server/mime': ['server/core', 'mailparser', 'libmime', 'iconv-lite', 'htmlparser2', 'node:'],
  'server/thumbnail': ['server/core', 'server/mime/in-pieces.ts', 'node:'],
  'server/store': ['server/core'],
  'server/intake': ['server/core'],
  'server/identity': ['server/core', 'selfsigned', 'bcryptjs', 'apache-md5', 'node:'],
  'server/smtp': [
    'server/core',
    'server/identity',
    'server/intake',
    'smtp-server',
    'nanoid',
    'node:',
  ],
  'server/api': [
    'server/core',
    'server/contract',
    'server/identity',
    'server/intake',
    'server/thumbnail',
    'server/wire',
    'fastify',
    '@fastify/ajv-compiler',
    '@fastify/fast-json-stringify-compiler',
    '@fastify/send',
    '@fastify/swagger',
    '@fastify/type-provider-typebox',
    'typebox',
    'nodemailer/lib/mime-funcs',
    'nodemailer/lib/mime-node',
    'node:',
  ],
  'server/feed': ['server/core', 'server/contract', 'server/wire', 'fastify', '@fastify/websocket'],
  'server/cli': [
    'server',
    'client',
    'package.json',
    'commander',
    'nanoid',
    'nodemailer/lib/addressparser',
    'nodemailer/lib/smtp-connection',
    'yaml',
    'node:',
  ],

  'client/http': ['server/contract'],
  'client/mail': [
    'client/http',
    'client/http.ts',
    'server/contract',
    'css-select',
    'dom-serializer',
    'domhandler',
    'domutils',
    'htmlparser2',
  ],
  // The connections of a Mailmitt of this process.
  'client/start': ['node:'],
  'client/runners': ['client/mail', 'client/index.ts'],
  // What users import: each entry for its runner, and the one that can start a server.
  client: [
    'client',
    'server/contract',
    'server/cli/start.ts',
    'server/cli/read-config.ts',
    'server/cli/logger.ts',
    'vitest',
    '@jest/globals',
    '@playwright/test',
    'node:',
  ],

  'ui/lib/format': [],
  'ui/lib/suggest': [],
  'ui/lib/api': ['client/http.ts', 'server/contract', 'fflate'],
  // Of the client only its types, as the test below holds.
  'ui/lib/state': ['ui/lib/api', 'ui/lib/suggest', 'client/http.ts', 'server/contract', 'svelte'],
  'ui/components': [
    'ui/lib/format',
    'server/contract',
    'svelte',
    'bits-ui',
    '@lucide/svelte',
    'virtua',
  ],
  'ui/views': [
    'ui/components',
    'ui/lib',
    'server/contract',
    'svelte',
    'bits-ui',
    '@lucide/svelte',
    'virtua',
    'tinykeys',
  ],
}

/** Folders that know the shapes of the wire, and never the code that makes them. */
const TYPES_ONLY = ['client', 'ui']

const ENTRIES = [
  'server/cli/main.ts',
  'server/identity/bcrypt-worker.js',
  'client/http.ts',
  'client/client.ts',
  'client/index.ts',
  'client/vitest.ts',
  'client/jest.ts',
  'client/node-test.ts',
  'client/playwright.ts',
  'client/cypress.ts',
  'client/cypress-plugin.ts',
  'ui/main.ts',
  'ui/vite.config.ts',
]

const files = ['server', 'client', 'ui'].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(root, name.replaceAll(path.sep, '/')))
    .filter((name) => /\.(?:ts|svelte)$|^server\/.*\.js$/.test(name)),
)
const sourceOf = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]))

test.for(files.filter((file) => layerOf(file) !== undefined))(
  '%s imports only what its folder may',
  (file) => {
    const layer = layerOf(file) ?? ''
    const allowed = [layer, ...(LAYERS[layer] ?? [])]
    const foreign = importsOf(file).filter(
      ({ target }) => !allowed.some((one) => covers(one, target)),
    )
    expect(foreign.map(({ target }) => target)).toEqual([])
  },
)

test('only entry points stand outside of the table', () => {
  const outside = files.filter((file) => layerOf(file) === undefined && !file.endsWith('.d.ts'))
  expect(
    outside.filter((file) => !/^ui\/(?:App\.svelte|main\.ts|vite\.config\.ts)$/.test(file)),
  ).toEqual([])
})

test('client and ui know only the types of the contract', () => {
  for (const file of files.filter(
    (name) =>
      // It starts the server, and so has it.
      name !== 'client/index.ts' && TYPES_ONLY.some((root) => name.startsWith(`${root}/`)),
  )) {
    const values = importsOf(file).filter(
      ({ target, isType }) => target.startsWith('server/') && !isType,
    )
    expect(values, file).toEqual([])
  }
})

test('only the API layer of the UI calls the client', () => {
  for (const file of files.filter((name) => /^ui\/(?!lib\/api\/)/.test(name))) {
    const calls = importsOf(file).filter(
      ({ target, isType }) => target.startsWith('client/') && !isType,
    )
    expect(calls, file).toEqual([])
  }
})

test('no import cycles', () => {
  const graph = new Map(
    files.map((file) => [
      file,
      importsOf(file)
        // A message is asked with criteria, and criteria ask a message: there types may name each other.
        .filter(({ isType }) => !(isType && file.startsWith('client/mail/')))
        .map(({ target }) => target)
        .filter((target) => sourceOf.has(target)),
    ]),
  )
  expect(cyclesOf(graph)).toEqual([])
})

test('no file is left over: everything but an entry point is imported', () => {
  const imported = new Set(files.flatMap((file) => importsOf(file).map(({ target }) => target)))
  const leftOver = files.filter(
    (file) => !imported.has(file) && !ENTRIES.includes(file) && !file.endsWith('.d.ts'),
  )
  expect(leftOver).toEqual([])
})

test('only the command line reads the environment', () => {
  const readers = files.filter((file) => sourceOf.get(file)?.includes('process.env'))
  expect(readers.filter((file) => !file.startsWith('server/cli/'))).toEqual([])
})

test('the core reads no clock and rolls no dice', () => {
  const impure = /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(|\bsetTimeout\(|\bsetInterval\(/
  const core = files.filter((file) => file.startsWith('server/core/'))
  expect(core.filter((file) => impure.test(sourceOf.get(file) ?? ''))).toEqual([])
})

test('no markup is made out of a string', () => {
  expect(
    files.filter((file) => /\{@html|innerHTML|outerHTML/.test(sourceOf.get(file) ?? '')),
  ).toEqual([])
})

interface Import {
  /** A repository path for a relative import, else the package as written. */
  readonly target: string
  readonly isType: boolean
}

function importsOf(file: string): readonly Import[] {
  const source = sourceOf.get(file) ?? ''
  const found = [
    ...source.matchAll(/^\s*(import|export)\b(\s+type\b)?(?:[^'"=;]*\bfrom)?\s*['"]([^'"]+)['"]/gm),
    ...source.matchAll(/\b(import)()\(\s*['"]([^'"]+)['"]/g),
  ]
  return found.map(([, , type, name = '']) => ({
    target: name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name,
    isType: type !== undefined && type.trim() === 'type',
  }))
}

function layerOf(file: string): string | undefined {
  return Object.keys(LAYERS).find((layer) => file.startsWith(`${layer}/`))
}

function covers(allowed: string, target: string): boolean {
  if (allowed.endsWith(':')) return target.startsWith(allowed)
  return target === allowed || target.startsWith(`${allowed}/`)
}

/** Files from which a walk comes back to themselves; each file is walked through once. */
function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const state = new Map<string, 'open' | 'done'>()
  const cycles: string[] = []
  function walk(file: string): void {
    state.set(file, 'open')
    for (const next of graph.get(file) ?? []) {
      if (state.get(next) === 'open') cycles.push(`${file} → ${next}`)
      else if (!state.has(next)) walk(next)
    }
    state.set(file, 'done')
  }
  for (const file of graph.keys()) if (!state.has(file)) walk(file)
  return cycles
}
