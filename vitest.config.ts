import { svelte } from '@sveltejs/vite-plugin-svelte'
import { svelteTesting } from '@testing-library/svelte/vite'
import { defineConfig } from 'vitest/config'

/** Written for a bundler: its imports have no endings. */
const bundled = { deps: { inline: ['cypress-mailpit'] } }

/** A real SMTP dialogue on a busy machine; an event, not a hope, ends each test. */
const testTimeout = 20_000

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'server',
          include: ['test/{unit,integration,conformance,clients}/**/*.test.ts', 'test/*.test.ts'],
          exclude: ['test/unit/ui/**'],
          testTimeout,
          server: bundled,
        },
      },
      {
        // The same facts, held against the program that `npm run build` made.
        test: {
          name: 'built',
          include: [
            'test/{integration,clients,program}/**/*.test.ts',
            'test/conformance/smtp/*.test.ts',
          ],
          env: { MAILMITT_UNDER_TEST: 'built' },
          testTimeout,
          server: bundled,
        },
      },
      {
        plugins: [svelte({ configFile: false }), svelteTesting()],
        test: { name: 'ui', include: ['test/unit/ui/**/*.test.ts'], environment: 'jsdom' },
      },
    ],
  },
})
