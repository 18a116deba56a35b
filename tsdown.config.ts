import { defineConfig } from 'tsdown'
import { thirdPartyNotices } from './scripts/third-party-notices.ts'

/** Users install one package: everything is inside, and what start does not need loads later. */
const bundled = {
  clean: true,
  format: 'esm',
  deps: { alwaysBundle: () => true, onlyBundle: false },
  outExtensions: () => ({ js: '.js', dts: '.d.ts' }),
  logLevel: 'warn',
  inputOptions: { checks: { pluginTimings: false } },
} as const

const swaggerUi = 'node_modules/@fastify/swagger-ui/static'

export default defineConfig([
  {
    ...bundled,
    entry: { main: 'server/cli/main.ts', 'bcrypt-worker': 'server/identity/bcrypt-worker.js' },
    outDir: 'dist/server',
    platform: 'node',
    target: 'node20.19',
    dts: false,
    plugins: [thirdPartyNotices()],
    // The docs page of the API. Its files are Swagger UI's own, unchanged, so they are no part of a bundle.
    copy: [
      { from: `${swaggerUi}/swagger-ui-bundle.js`, to: 'dist/docs' },
      { from: `${swaggerUi}/swagger-ui.css`, to: 'dist/docs' },
      { from: 'scripts/licences/LICENSE-swagger-ui.txt', to: 'dist/docs' },
    ],
  },
  {
    ...bundled,
    entry: { http: 'client/http.ts' },
    outDir: 'dist/client',
    platform: 'neutral',
    target: 'es2022',
    // The types beside it are written by scripts/client-types.ts.
    dts: false,
    clean: false,
  },
])
