import { defineConfig } from '@playwright/test'
import { findChromium } from './test/e2e/support/find-chromium.ts'

const { executablePath, args, env } = findChromium()

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 30_000,
  expect: { timeout: 8_000 },
  reporter: 'list',
  use: {
    launchOptions: { executablePath, args, env },
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
  },
  projects: [{ name: 'chromium' }],
})
