import { lstatSync, mkdirSync } from 'node:fs'
import module from 'node:module'
import { homedir } from 'node:os'
import path from 'node:path'
import type { Env } from './read-settings.ts'

/**
 * Keeps what V8 compiled for the next start, where Node can (22.1 and newer): a quarter of a start is compiling.
 * What lies there is run, so nobody else may write to it; without such a directory nothing is kept. Node's
 * `NODE_COMPILE_CACHE` names another one, and `NODE_DISABLE_COMPILE_CACHE=1` keeps nothing.
 */
export function useCompileCache(env: Env): void {
  const { enableCompileCache } = module as MayCache
  if (!enableCompileCache) return
  try {
    const directory = path.join(cacheHome(env), 'mailmitt', 'compiled')
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    if (isPrivate(directory)) enableCompileCache(directory)
  } catch {
    // A disk that is read-only, a user without a home: then it starts as fast as it does without.
  }
}

/** The types are those of Node 20, which cannot. */
interface MayCache {
  readonly enableCompileCache?: (directory: string) => unknown
}

/** Where the system keeps caches of a user: XDG Base Directory Specification, Apple's and Microsoft's rules. */
function cacheHome({ XDG_CACHE_HOME: xdg = '', LOCALAPPDATA: local = '' }: Env): string {
  // "All paths must be absolute. If an implementation encounters a relative path […] it should ignore it."
  if (path.isAbsolute(xdg)) return xdg
  if (process.platform === 'win32' && local !== '') return local
  return path.join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache')
}

/** On Windows what is the user's own is so by where it lies. */
function isPrivate(directory: string): boolean {
  const { uid, mode } = lstatSync(directory)
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0)
}
