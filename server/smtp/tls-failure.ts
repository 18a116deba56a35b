/** OpenSSL's words for what is behind most failed handshakes, and what they mean to a developer. */
const MEANINGS: readonly (readonly [pattern: RegExp, meaning: string])[] = [
  [
    /unknown_ca|bad_certificate|certificate_(?:unknown|expired|revoked)/i,
    'the client does not trust the certificate; it is at /api/v1/ca.pem',
  ],
  [
    /wrong_version_number|http_request|unsupported_protocol|unexpected_message|packet_length/i,
    'what the client sent is no TLS that is spoken here',
  ],
  [/no_shared_cipher|no_suitable/i, 'client and server have no cipher in common'],
  [/econnreset|epipe|socketerror/i, 'the client left in the middle'],
  [/timedout|timeout/i, 'the client took too long'],
]

/** One sentence without the line ends and addresses of OpenSSL's own. */
export function describeTlsFailure(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const known = MEANINGS.find(([pattern]) => pattern.test(code))
  if (known) return known[1]
  const reason = 'reason' in error && typeof error.reason === 'string' ? error.reason : ''
  const [line = ''] = (reason === '' ? error.message : reason).split('\n')
  return line.trim() === '' ? 'no reason was given' : line.trim()
}
