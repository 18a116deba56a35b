import { expect, test } from 'vitest'
import { foldQuotes } from '../../../ui/lib/format/fold-quotes.ts'

function kinds(text: string): string[] {
  return foldQuotes(text).map(({ kind, lineCount }) => `${kind} ${lineCount}`)
}

test.for([
  ['no quote at all', 'Hello\nBob\n', ['text 2']],
  ['an answer above the mail', 'Yes\n\n> a\n> b\n> c\n> d\n', ['text 2', 'quote 4']],
  ['empty lines inside', '> a\n\n> b\n>> c\n> d\nNo\n', ['quote 5', 'text 1']],
  ['a short one, which the answer needs', '> Tomorrow?\nYes\n', ['text 2']],
  ['two empty lines end it', '> a\n> b\n> c\n> d\n\n\n> e\n', ['quote 4', 'text 3']],
  ["all below Outlook's line", 'Yes\n-----Original Message-----\nFrom: A\n', ['text 1', 'quote 2']],
  ['nothing', '', ['text 1']],
] as const)('%s', ([, text, expected]) => {
  expect(kinds(text)).toEqual(expected)
})

test('joined together the blocks are the text', () => {
  const text = 'A\r\n> 1\r\n> 2\r\n\r\n> 3\r\n> 4\r\nB\n> 5\n\n\nC'

  expect(
    foldQuotes(text)
      .map((block) => block.text)
      .join(''),
  ).toBe(text)
})
