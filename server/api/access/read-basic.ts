/** What a client says in `Authorization: Basic …`. */
export interface Credentials {
  readonly user: string
  readonly password: string
}

/** RFC 7617; `undefined` where nothing is said, or in another scheme, or wrongly. */
export function readBasic(header: string | undefined): Credentials | undefined {
  const [, base64] = /^basic +([a-z0-9+/]+={0,2})$/i.exec(header ?? '') ?? []
  if (base64 === undefined) return undefined
  const text = decode(Buffer.from(base64, 'base64'))
  // The user cannot hold a colon, the password can; neither holds control characters.
  const [, user, password] = /^([^:]*):(.*)$/s.exec(text) ?? []
  if (user === undefined || password === undefined || CONTROL.test(text)) return undefined
  return { user, password }
}

const CONTROL = /[\u0000-\u001f\u007f]/

/** Browsers send UTF-8; older programs send Latin-1, which is hardly ever valid UTF-8. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return bytes.toString('latin1')
    throw error
  }
}
