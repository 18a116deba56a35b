export interface Address {
  /** Without user and password: fetch refuses such addresses, and an error must not show them. */
  readonly url: URL
  /** What to send as `Authorization`; `undefined` where the address names nobody. */
  readonly authorization: string | undefined
}

/** Takes `user:password@` out of an address (RFC 3986 3.2.1) and makes a header of it (RFC 7617). */
export function takeCredentials(given: string | URL): Address {
  const url = new URL(given)
  const { username, password } = url
  url.username = ''
  url.password = ''
  if (username === '' && password === '') return { url, authorization: undefined }
  const bytes = new TextEncoder().encode(`${decode(username)}:${decode(password)}`)
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return { url, authorization: `Basic ${btoa(binary)}` }
}

/** A percent sign that escapes nothing is itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}
