/** Why pages of an origin may write: they are our own, named in `--api-cors`, or it says `*`. */
export type Trust = 'own' | 'named' | 'any' | 'none'

export interface Origins {
  trustIn(origin: string, host: string | undefined): Trust
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' }

/** Entries of `--api-cors` are `host[:port]` under any scheme, `scheme://host[:port]`, or `*`. */
export function createOrigins(allowed: readonly string[]): Origins {
  const named = new Set(allowed.map((entry) => withoutDefaultPort(entry.toLowerCase())))

  return {
    trustIn(origin, host) {
      const whole = origin.toLowerCase()
      const [, scheme = '', address = ''] = /^([a-z][a-z0-9+.-]*):\/\/(.+)$/.exec(whole) ?? []
      const withPort = `${address}:${DEFAULT_PORTS[scheme] ?? ''}`
      // A page without an address (`null`) is in a sandbox, and nobody's.
      if (address !== '' && [address, withPort].includes(host?.toLowerCase() ?? '')) return 'own'
      if (address !== '' && [whole, address, withPort].some((form) => named.has(form))) {
        return 'named'
      }
      return named.has('*') ? 'any' : 'none'
    },
  }
}

/** As browsers write an origin. */
function withoutDefaultPort(entry: string): string {
  return entry.replace(/^(https?)(:\/\/.*):(\d+)$/, (whole, scheme: string, rest: string, port) =>
    DEFAULT_PORTS[scheme] === port ? scheme + rest : whole,
  )
}
