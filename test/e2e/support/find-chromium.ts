import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium } from '@playwright/test'

export interface Browser {
  executablePath: string
  args: string[]
  env: Record<string, string>
}

/** Quiet flags: a test that watches requests must not see the browser's own. */
const quiet = [
  '--disable-background-networking',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
]

/** The first Chromium found: named, the system's, Playwright's own, the one that npm brought. */
export function findChromium(environment = process.env): Browser {
  const installed = [
    environment['CHROMIUM_PATH'],
    ...systemPaths(environment['PATH'] ?? ''),
    chromium.executablePath(),
  ].find((candidate) => candidate !== undefined && candidate !== '' && existsSync(candidate))
  const env = stringsOf(environment)
  if (installed !== undefined) {
    return { executablePath: installed, args: [...quiet, ...sandboxFlags()], env }
  }
  const folder = unpackedChromium()
  return {
    executablePath: path.join(folder, 'chromium'),
    // Its zygote wants namespaces that containers deny; its own list also has
    // --disable-web-security and --single-process, which would test another browser.
    args: [...quiet, '--no-sandbox', '--no-zygote', '--disable-gpu'],
    env: {
      ...env,
      LD_LIBRARY_PATH: [path.join(folder, 'al2023/lib'), env['LD_LIBRARY_PATH']]
        .filter((entry) => entry !== undefined)
        .join(':'),
      ...(existsSync('/etc/fonts/fonts.conf')
        ? {}
        : { FONTCONFIG_PATH: path.join(folder, 'fonts') }),
    },
  }
}

function systemPaths(searchPath: string): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  return searchPath
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
}

/** Chromium refuses its sandbox to root, and containers often have no user namespaces. */
function sandboxFlags(): string[] {
  return process.getuid?.() === 0 || process.env['CI'] ? ['--no-sandbox'] : []
}

/**
 * The package unpacks the shared libraries (nss, expat) only where it believes itself on Lambda, and
 * everything straight into the temporary folder. A child process gets both from its environment, so
 * that this one keeps its own; the rename keeps a half-unpacked browser from ever being started.
 */
function unpackedChromium(): string {
  const version = packageVersion()
  const cache = path.join(tmpdir(), `mailmitt-chromium-${version}-${process.getuid?.() ?? 0}`)
  if (existsSync(cache)) return cache
  mkdirSync(tmpdir(), { recursive: true })
  const partial = mkdtempSync(`${cache}-`)
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      "import chromium from '@sparticuz/chromium'; await chromium.executablePath()",
    ],
    {
      cwd: import.meta.dirname,
      env: { ...process.env, TMPDIR: partial, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' },
      stdio: 'inherit',
    },
  )
  try {
    renameSync(partial, cache)
  } catch (error) {
    // Another worker was faster; its copy is as good.
    rmSync(partial, { recursive: true, force: true })
    if (!existsSync(cache)) throw error
  }
  return cache
}

function packageVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const found = /[\\/]@sparticuz[\\/]chromium[\\/]/.exec(entry)
  const folder = entry.slice(0, (found?.index ?? 0) + (found?.[0].length ?? 0))
  const manifest: unknown = createRequire(import.meta.url)(path.join(folder, 'package.json'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown'
}

function stringsOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  )
}
