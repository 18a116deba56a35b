import { defineConfig } from '@playwright/test'
import { findChromium } from '../e2e/support/find-chromium.ts'

const { executablePath, args, env } = findChromium()

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
]

/** Pictures for people to look at: no gate, so no part of `npm test`. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.screens.ts',
  outputDir: '../../test-results/screens',
  fullyParallel: false,
  workers: 2,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: 'line',
  use: { launchOptions: { executablePath, args, env } },
  projects: sizes.flatMap((viewport) =>
    (['light', 'dark'] as const).map((colorScheme) => ({
      name: `${viewport.width}-${colorScheme}`,
      use: {
        viewport,
        colorScheme,
        ...(viewport.width < 700 ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {}),
      },
    })),
  ),
})
