import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

type Bundle = Readonly<Record<string, { readonly moduleIds?: readonly string[] }>>

interface Emitter {
  emitFile(file: { type: 'asset'; fileName: string; source: string }): string
}

interface NoticesPlugin {
  readonly name: string
  generateBundle(this: Emitter, options: unknown, bundle: Bundle): void
}

/**
 * A bundler plugin that writes the licences of all packages that really went into a bundle beside it, as
 * their licences ask. (The licence plugins of npm bring ten packages and more for these few lines.)
 */
export function thirdPartyNotices(): NoticesPlugin {
  return {
    name: 'third-party-notices',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds)
      const folders = new Set(modules.flatMap((id) => packageFolder(id) ?? []))
      const notices = [...folders].sort().map(toNotice)
      this.emitFile({
        type: 'asset',
        fileName: 'THIRD-PARTY-NOTICES.txt',
        source: `Mailmitt contains these packages, each under its own licence.\n\n${notices.join('\n\n')}\n`,
      })
    },
  }
}

/** `…/node_modules/@scope/name` of a module inside it. */
function packageFolder(id: string): string | undefined {
  const found = /^(.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id.replace(/^\0/, ''))
  const folder = found?.[1]
  return folder !== undefined && existsSync(path.join(folder, 'package.json')) ? folder : undefined
}

function toNotice(folder: string): string {
  const about = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    name: string
    version: string
    license?: string
  }
  const file = readdirSync(folder).find((name) => /^(?:licen[cs]e|copying)/i.test(name))
  const text = file === undefined ? '' : readFileSync(path.join(folder, file), 'utf8').trim()
  const title = `${about.name} ${about.version} (${about.license ?? 'licence in its text'})`
  return `${title}\n${'-'.repeat(title.length)}\n${text}`
}
