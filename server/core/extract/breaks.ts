/**
 * What parts the text of a page: white space that hardly any mail uses, so that words stay words, and ASCII, so
 * that text stays ASCII.
 */
export const breaks = { line: '\f', cell: '\v' } as const
