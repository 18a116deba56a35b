/** Where to listen. */
export interface ListenAddress {
  /** A name, an IPv4 or an IPv6 address without brackets. */
  readonly host: string
  readonly port: number
}

/** `1025`, `localhost:1025`, `[::1]:1025`; `undefined` when it is none. */
export function parseAddress(text: string): ListenAddress | undefined {
  const [, bracketed, plain, digits] =
    /^(?:(?:\[([0-9a-f:.]+)\]|([^\s:[\]/]+)):)?(\d{1,5})$/i.exec(text) ?? []
  const port = Number(digits)
  if (digits === undefined || port > 65_535) return undefined
  return { host: bracketed ?? plain ?? 'localhost', port }
}

export function formatAddress({ host, port }: ListenAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

/** A socket of Unix. */
export interface SocketPath {
  readonly path: string
  /** Permission bits; `undefined` leaves those of the umask. */
  readonly mode: number | undefined
}

export type ListenTarget = ListenAddress | SocketPath

/** An address, or `unix:/run/mailmitt.sock` with the permissions behind it: `unix:/run/x.sock:0660`. */
export function parseTarget(text: string): ListenTarget | undefined {
  if (!text.startsWith('unix:')) return parseAddress(text)
  const [, path = '', mode] = /^unix:(\/.+?)(?::(0?[0-7]{3}))?$/s.exec(text) ?? []
  // The system takes about so many bytes, and cuts what is longer.
  if (path === '' || Buffer.byteLength(path) > SOCKET_PATH_BYTES_MAX) return undefined
  return { path, mode: mode === undefined ? undefined : parseInt(mode, 8) }
}

const SOCKET_PATH_BYTES_MAX = 100

export function formatTarget(target: ListenTarget): string {
  return 'path' in target ? `unix:${target.path}` : formatAddress(target)
}
