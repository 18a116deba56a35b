import { textFields } from './language.ts'

const flags = 'imsu'
/** Characters of `header:name=`, as far as the server looks. */
const operatorLengthMax = 100

/** Whether a slash behind that begins a regular expression: `subject:`, `header:x-name=`. */
export function takesRegex(written: string): boolean {
  if (written.length > operatorLengthMax) return false
  const operator = written.toLowerCase()
  return textFields.has(operator) || /^header:[^=]*=$/.test(operator)
}

/** Tells where the regular expression that begins at a slash ends, behind its flags; if it does. */
export function createRegexEnds(query: string): (slash: number) => number | undefined {
  // What is not closed from here is not closed from further on: many slashes stay linear.
  let isNone = false
  return (slash) => {
    if (isNone) return undefined
    const end = findEnd(query, slash)
    isNone = end === undefined
    return end
  }
}

/** It must say something: `//` is none. */
function findEnd(query: string, slash: number): number | undefined {
  for (let at = slash + 1; at < query.length; at += 1) {
    if (query.charAt(at) === '\\') at += 1
    else if (query.charAt(at) === '/' && at > slash + 1) {
      const end = flagsEnd(query, at + 1)
      if (end === query.length || /[\s)]/.test(query.charAt(end))) return end
    }
  }
  return undefined
}

/** Each flag once. */
function flagsEnd(query: string, from: number): number {
  let end = from
  while (end < query.length && isFlag(query.charAt(end), query.slice(from, end))) end += 1
  return end
}

function isFlag(letter: string, before: string): boolean {
  return flags.includes(letter) && !before.includes(letter)
}
