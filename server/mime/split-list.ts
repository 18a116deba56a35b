import { limits } from '../core/limits.ts'

const pieceLength = limits.readPieceBytes / 16

/**
 * Cuts a long list at commas and semicolons outside quotes, comments and angle brackets. A group is
 * cut too: its members stand in the list by themselves.
 */
export function* splitList(value: string): Generator<string, void, undefined> {
  if (value.length <= pieceLength) {
    yield value
    return
  }
  let start = 0
  let entryStart = 0
  for (const entryEnd of entryEnds(value)) {
    // What is too long to be an address must not take the ones before it along.
    if (entryEnd - entryStart >= pieceLength && entryStart > start) {
      yield value.slice(start, entryStart)
      start = entryStart
    }
    if (entryEnd - start >= pieceLength || entryEnd === value.length) {
      yield value.slice(start, entryEnd)
      start = entryEnd + 1
    }
    entryStart = entryEnd + 1
  }
}

function* entryEnds(value: string): Generator<number, void, undefined> {
  const state = { quoted: false, comments: 0, angle: false }
  for (let at = 0; at < value.length; at++) {
    const character = value.charAt(at)
    if (character === '\\') at++
    else if (character === '"' && state.comments === 0) state.quoted = !state.quoted
    else if (state.quoted) continue
    else if (character === '(') state.comments++
    else if (character === ')') state.comments = Math.max(0, state.comments - 1)
    else if (state.comments > 0) continue
    else if (character === '<') state.angle = true
    else if (character === '>') state.angle = false
    else if ((character === ',' || character === ';') && !state.angle) yield at
  }
  yield value.length
}
