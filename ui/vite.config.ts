import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

const server = 'http://localhost:8025'

export default defineConfig({
  root: import.meta.dirname,
  // Relative, so that the same files work under any webroot: the server writes the <base>.
  base: './',
  plugins: [svelte()],
  build: {
    outDir: '../dist/ui',
    emptyOutDir: true,
    target: 'es2023',
    // Older targets would rewrite light-dark() into twice the CSS.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // Inlined files would be data: URLs, which the page's policy allows for images only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // That compiling Svelte takes most of the build is no news.
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  server: {
    proxy: {
      '/api': { target: server, ws: true },
      // Only the documents of a mail; /view/{ID} itself is a page of the UI.
      '^/view/[^/]+\\.(html|txt)$': server,
    },
  },
})
