import { svelte } from '@sveltejs/vite-plugin-svelte'
import { svelteTesting } from '@testing-library/svelte/vite'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'server',
          include: ['test/{unit,integration,conformance,clients}/**/*.test.ts', 'test/*.test.ts'],
          exclude: ['test/unit/ui/**'],
          // A real SMTP dialogue on a busy two-core machine; a fact, not a hope, ends each test.
          testTimeout: 20_000,
        },
      },
      {
        plugins: [svelte(), svelteTesting()],
        test: { name: 'ui', include: ['test/unit/ui/**/*.test.ts'], environment: 'jsdom' },
      },
    ],
  },
})
