export type LinkKind = 'link' | 'image' | 'stylesheet' | 'unsubscribe' | 'mailto' | 'tel'

/** An address in the body of a mail, and the words that lead to it. */
export interface Link {
  /** As written, with entities and the transfer encoding undone. */
  readonly url: string
  /** The visible words of the link, the `alt` of an image; for a text part the address as written. */
  readonly text: string
  readonly source: 'html' | 'text'
  readonly kind: LinkKind
}

/** An address as the HTML writes it, not looked at yet: collecting runs for every mail that arrives. */
export interface HtmlReference {
  /** What the value is: one address, a `srcset`, or CSS. */
  readonly place: 'anchor' | 'image' | 'stylesheet' | 'image-set' | 'css'
  readonly value: string
  readonly text: string
}
