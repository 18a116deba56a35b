import { isIP } from 'node:net'

/** Who a proxy says its client is. */
export type ProxyHeader =
  | { readonly ok: true; readonly remoteAddress: string | undefined; readonly remotePort: number }
  | { readonly ok: false; readonly problem: string }

/** The specification's longest header, CRLF included. */
export const PROXY_HEADER_BYTES_MAX = 107

const FAMILIES: Readonly<Record<string, number>> = { TCP4: 4, TCP6: 6 }

/**
 * Reads a header of the PROXY protocol, version 1, without its CRLF: `PROXY TCP4 192.0.2.1 192.0.2.2
 * 56324 25`. Of `PROXY UNKNOWN` the rest is ignored, and the connection keeps its own address.
 */
export function parseProxyHeader(line: string): ProxyHeader {
  const [word, family = '', source = '', target = '', sourcePort = '', targetPort = '', ...more] =
    line.split(' ')
  if (word !== 'PROXY') return problem('it does not begin with PROXY')
  if (family === 'UNKNOWN') return { ok: true, remoteAddress: undefined, remotePort: 0 }
  const version = FAMILIES[family]
  if (version === undefined) return problem('its family is none of TCP4, TCP6 and UNKNOWN')
  if (isIP(source) !== version || isIP(target) !== version) {
    return problem(`its addresses are not of ${family}`)
  }
  if (!isPort(sourcePort) || !isPort(targetPort) || more.length > 0) {
    return problem('it does not end with two ports')
  }
  return { ok: true, remoteAddress: source, remotePort: Number(sourcePort) }
}

function isPort(text: string): boolean {
  return /^(?:0|[1-9]\d{0,4})$/.test(text) && Number(text) <= 65_535
}

function problem(sentence: string): ProxyHeader {
  return { ok: false, problem: sentence }
}
