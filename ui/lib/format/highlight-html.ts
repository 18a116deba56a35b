import { readHtml } from './read-html.ts'
import type { HtmlPiece } from './read-html.ts'

export interface HtmlToken {
  readonly kind: 'plain' | 'tag' | 'attribute' | 'value' | 'comment'
  readonly text: string
}

/** A browser lays out this many coloured stretches at once; what is behind them stays plain. */
const tokensMax = 20_000

/** The source with the kinds that get a colour; joined together the tokens are the source again. */
export function highlightHtml(source: string, most = tokensMax): HtmlToken[] {
  const tokens: HtmlToken[] = []
  let length = 0
  for (const piece of readHtml(source)) {
    if (tokens.length >= most) break
    tokens.push(...tokensOf(piece))
    length += piece.text.length
  }
  if (length < source.length) tokens.push({ kind: 'plain', text: source.slice(length) })
  return tokens
}

function tokensOf({ kind, text }: HtmlPiece): readonly HtmlToken[] {
  switch (kind) {
    case 'open':
      return tokensOfTag(text)
    case 'close':
      return [{ kind: 'tag', text }]
    case 'comment':
      return [{ kind: 'comment', text }]
    case 'text':
    case 'raw':
      return [{ kind: 'plain', text }]
  }
}

const tagSteps = [
  { kind: 'value', pattern: /=\s*(?:"[^"]*"?|'[^']*'?|[^\s>]*)/y },
  { kind: 'tag', pattern: /\/?>/y },
  { kind: 'plain', pattern: /[\s/]+/y },
  { kind: 'attribute', pattern: /[^\s=>/]+/y },
] as const

function tokensOfTag(tag: string): HtmlToken[] {
  const [start = ''] = /^<[^\s/>]*/.exec(tag) ?? []
  const tokens: HtmlToken[] = [{ kind: 'tag', text: start }]
  for (let at = start.length; at < tag.length;) {
    const token = stepAt(tag, at)
    tokens.push(token)
    at += token.text.length
  }
  return tokens
}

function stepAt(tag: string, at: number): HtmlToken {
  for (const { kind, pattern } of tagSteps) {
    pattern.lastIndex = at
    const text = pattern.exec(tag)?.[0] ?? ''
    if (text !== '') return { kind, text }
  }
  return { kind: 'plain', text: tag.charAt(at) }
}
