import { limits } from '../limits.ts'
import { cleanTag, tagKey } from './clean-tag.ts'

/** Gathers the tags of one message, cleaned; the first spelling of each counts. */
export interface TagCollector {
  add(text: string, respell?: (name: string) => string): void
  readonly names: readonly string[]
  /** Names that were too long, or too many. */
  readonly leftOut: number
}

export function createTagCollector(): TagCollector {
  /** Most messages have none. */
  let found: Map<string, string> | undefined
  let leftOut = 0

  return {
    add(text, respell = (name) => name) {
      // What is far too long is not even cleaned: a header may have a megabyte of it.
      const isHuge = text.length > limits.tagSourceLengthMax
      const name = isHuge ? text : respell(cleanTag(text))
      if (name === '') return
      if (name.length > limits.tagLengthMax) {
        leftOut += 1
        return
      }
      const key = tagKey(name)
      found ??= new Map()
      if (found.has(key)) return
      if (found.size < limits.tagsPerMessageMax) found.set(key, name)
      else leftOut += 1
    },
    get names() {
      return found ? [...found.values()] : []
    },
    get leftOut() {
      return leftOut
    },
  }
}
