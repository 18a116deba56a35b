export interface TextBlock {
  readonly kind: 'text' | 'quote'
  readonly text: string
  readonly lineCount: number
}

/** Shorter quotes are what the answer below them is about. */
const linesMin = 4

const forwarded = /^\s{0,8}-{2,10} ?original message ?-{2,10}\s{0,8}$/i

/**
 * Cuts a text into what somebody wrote and what they quoted (RFC 3676 4.5: lines with `>`, or all below
 * Outlook's line). Joined together the blocks are the text again.
 */
export function foldQuotes(text: string): TextBlock[] {
  const lines = text.split(/(?<=\n)/)
  const blocks: Mutable[] = []
  for (let at = 0; at < lines.length;) {
    const end = quoteEnd(lines, at)
    if (end - at >= linesMin || isForwarded(lines, at)) {
      blocks.push({ kind: 'quote', lines: lines.slice(at, end) })
      at = end
    } else {
      const stop = Math.max(end, at + 1)
      const last = blocks.at(-1)
      if (last?.kind === 'text') last.lines.push(...lines.slice(at, stop))
      else blocks.push({ kind: 'text', lines: lines.slice(at, stop) })
      at = stop
    }
  }
  return blocks.map(({ kind, lines: own }) => ({
    kind,
    text: own.join(''),
    lineCount: own.length,
  }))
}

function isForwarded(lines: readonly string[], at: number): boolean {
  return forwarded.test(lines[at] ?? '')
}

interface Mutable {
  readonly kind: TextBlock['kind']
  readonly lines: string[]
}

/** Behind the last line of the quote that starts at this one; `at` itself when none does. */
function quoteEnd(lines: readonly string[], at: number): number {
  if (isForwarded(lines, at)) return lines.length
  let end = at
  for (let next = at; next < lines.length; next += 1) {
    const line = lines[next] ?? ''
    if (line.startsWith('>')) end = next + 1
    // An empty line between quoted ones is theirs.
    else if (line.trim() !== '' || end === at || next > end) break
  }
  return end
}
