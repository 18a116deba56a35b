/** By what somebody shows that they are who they say. */
export type Proof =
  /** A password, or the token of an OAuth mechanism. */
  | { readonly type: 'secret'; readonly secret: string }
  /** RFC 2195: the hexadecimal HMAC-MD5 of the challenge. */
  | { readonly type: 'cram-md5'; readonly challenge: string; readonly digest: string }

/** Who somebody says they are; whether it is true is for `Accounts` to judge. */
export interface Claim {
  readonly user: string
  readonly proof: Proof
}
