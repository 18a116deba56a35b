import { chmod, lstat, unlink } from 'node:fs/promises'
import { connect } from 'node:net'
import { MailmittError } from '../core/errors.ts'
import type { ListenAddress, SocketPath } from './parse-address.ts'
import { formatAddress } from './parse-address.ts'

type Bound = { readonly port: number; close(): Promise<void> }
type Listen = (host: string, port: number) => Promise<Bound>

const LOOPBACK = ['127.0.0.1', '::1'] as const
const TRIES = 20

/**
 * Binds one address as people mean it and returns its port: `localhost` is both loopback addresses,
 * under the same number. A machine without one of the families does without it; a taken port is an error.
 */
export async function bindAddress(
  { host, port }: ListenAddress,
  { flag, listen }: { readonly flag: string; readonly listen: Listen },
): Promise<number> {
  const hosts = host === 'localhost' ? LOOPBACK : [host]
  for (let left = TRIES; ; left -= 1) {
    const bound: Bound[] = []
    try {
      for (const each of hosts) {
        const chosen = bound[0]?.port ?? port
        const one = await listen(each, chosen).catch((error: unknown) => {
          if (bound.length > 0 && isFamilyMissing(error)) return undefined
          throw error
        })
        if (one) bound.push(one)
      }
      return bound[0]?.port ?? port
    } catch (error) {
      await Promise.all(bound.map((one) => one.close()))
      // Any port will do, but the one found free for the first family may be taken in the second.
      if (port === 0 && codeOf(error) === 'EADDRINUSE' && left > 0) continue
      throw toRefusal(error, { address: { host, port }, flag })
    }
  }
}

/** Binds a socket of Unix. What a dead server has left there is removed; a live one is an error. */
export async function bindPath(
  { path, mode }: SocketPath,
  { flag, listen }: { readonly flag: string; readonly listen: (path: string) => Promise<Bound> },
): Promise<void> {
  const where = `unix:${path}`
  if (await isListenedTo(path)) {
    const text = `${where} is served by another program; choose another path with ${flag}.`
    throw new MailmittError('port-taken', text)
  }
  try {
    if (await isSocket(path)) await unlink(path)
    await listen(path)
    if (mode !== undefined) await chmod(path, mode)
  } catch (cause) {
    if (codeOf(cause) === '') throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new MailmittError('port-taken', `${where} cannot be opened (${flag}): ${reason}.`, {
      cause,
    })
  }
}

function isListenedTo(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    // Nobody, nothing there, or not ours to ask: binding it will tell.
    socket.once('error', () => resolve(false))
  })
}

async function isSocket(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSocket()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

function toRefusal(
  cause: unknown,
  { address, flag }: { readonly address: ListenAddress; readonly flag: string },
): unknown {
  const where = formatAddress(address)
  switch (codeOf(cause)) {
    case 'EADDRINUSE': {
      const text = `Port ${address.port} is taken by another program (${where}); choose another one with ${flag}.`
      return new MailmittError('port-taken', text, { cause })
    }
    case 'EACCES': {
      const text = `Port ${address.port} may not be opened without more rights (${where}); choose another one with ${flag}.`
      return new MailmittError('port-taken', text, { cause })
    }
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN': {
      const text = `${address.host} is no address of this machine; choose another one with ${flag}.`
      return new MailmittError('port-taken', text, { cause })
    }
    default:
      return cause
  }
}

function isFamilyMissing(error: unknown): boolean {
  return ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'].includes(codeOf(error))
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}
