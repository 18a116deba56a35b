/** What parts the text of a page: white space that hardly any mail uses, so that words stay words. */
export const breaks = { block: '\u2029', line: '\u2028', cell: '\u000b' } as const
