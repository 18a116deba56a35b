import { defineConfig } from 'tsdown'
import { asciiSource } from './scripts/ascii-source.ts'
import { eagerModules } from './scripts/eager-modules.ts'
import { leaveOut } from './scripts/leave-out.ts'
import { thirdPartyNotices } from './scripts/third-party-notices.ts'

/** Of who uses them: optional peers, each for its own entry. */
const RUNNERS = ['vitest', '@jest/globals', '@playwright/test']

/** Users install one package: everything is inside, and what start does not need loads later. */
const bundled = {
  clean: true,
  deps: {
    alwaysBundle: (id: string) => !RUNNERS.includes(id),
    neverBundle: RUNNERS,
    onlyBundle: false,
  },
  logLevel: 'warn',
  // The types beside the client are written by scripts/client-types.ts.
  dts: false,
  inputOptions: { checks: { pluginTimings: false } },
} as const

/** Read at each start. Lines and the names of functions stay: a stack trace is for people. */
const lean = {
  minify: {
    compress: { keepNames: { function: true, class: true } },
    mangle: { keepNames: { function: true, class: true } },
    codegen: { removeWhitespace: false },
  },
  outputOptions: { comments: false },
  plugins: [leaveOut(), eagerModules(), asciiSource()],
}

const modules = {
  ...bundled,
  format: 'esm',
  outExtensions: () => ({ js: '.js', dts: '.d.ts' }),
} as const

const node = { platform: 'node', target: 'node20.19' } as const
const neutral = { platform: 'neutral', target: 'es2022' } as const

/** What holds the server, since it can start one. */
const withServer = {
  index: 'client/index.ts',
  'node-test': 'client/node-test.ts',
  playwright: 'client/playwright.ts',
  jest: 'client/jest.ts',
  'cypress-plugin': 'client/cypress-plugin.ts',
}
/** What runs in a browser too. */
const anywhere = {
  http: 'client/http.ts',
  client: 'client/client.ts',
  cypress: 'client/cypress.ts',
}
/** A thread starts from a file of its own name, whatever started it. */
const workers = {
  'bcrypt-worker': 'server/identity/bcrypt-worker.js',
}

const swaggerUi = 'node_modules/@fastify/swagger-ui/static'

export default defineConfig([
  {
    ...modules,
    ...node,
    entry: {
      main: 'server/cli/main.ts',
      ...workers,
      ...withServer,
      vitest: 'client/vitest.ts',
    },
    outDir: 'dist/server',
    ...lean,
    plugins: [...lean.plugins, thirdPartyNotices()],
    // The docs page of the API. Its files are Swagger UI's own, unchanged, so they are no part of a bundle.
    copy: [
      { from: `${swaggerUi}/swagger-ui-bundle.js`, to: 'dist/docs' },
      { from: `${swaggerUi}/swagger-ui.css`, to: 'dist/docs' },
      { from: 'scripts/licences/LICENSE-swagger-ui.txt', to: 'dist/docs' },
    ],
  },
  { ...modules, ...neutral, entry: anywhere, outDir: 'dist/client' },
  // For `require`, and for Jest, which knows no other modules.
  {
    ...bundled,
    ...node,
    ...lean,
    format: 'cjs',
    entry: { ...withServer, ...anywhere },
    outDir: 'dist/cjs',
    shims: true,
  },
  // A thread starts from a file of its own name, whatever started it.
  { ...modules, ...node, ...lean, clean: false, entry: workers, outDir: 'dist/cjs' },
])
