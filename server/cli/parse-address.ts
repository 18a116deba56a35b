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
