// V8 holds a piece of a string as a view of the whole, and what is put together as its pieces.
const wide = /[^\u0000-\u00ff]/

/** The same text with bytes of its own, for what is kept: so it keeps no header line alive beside it. */
export function ownText(text: string): string {
  const encoding = wide.test(text) ? 'utf16le' : 'latin1'
  return Buffer.from(text, encoding).toString(encoding)
}
