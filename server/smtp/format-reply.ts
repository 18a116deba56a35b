import { CONTROL_CHARACTERS } from './control-characters.ts'

const CONTROLS = new RegExp(CONTROL_CHARACTERS, 'g')

export interface Reply {
  readonly code: number
  /** RFC 3463; `''` for none. */
  readonly enhanced: string
  readonly lines: readonly string[]
}

/**
 * The lines of a reply (RFC 5321 4.2.1), without their CRLF. The enhanced code stands on each (RFC 2034 4),
 * and none has a control character: a client that gets its own text back must not be able to end the line.
 */
export function formatReply({ code, enhanced, lines }: Reply): readonly string[] {
  return lines.map((line, index) => {
    const separator = index < lines.length - 1 ? '-' : ' '
    const text = line.replaceAll(CONTROLS, ' ')
    return `${code}${separator}${enhanced === '' || text === '' ? enhanced : `${enhanced} `}${text}`
  })
}
