import { limits } from '../../core/limits.ts'
import { colorSchemeIn, cssInScheme, queryInScheme } from './css-scheme.ts'
import type { Scheme } from './css-scheme.ts'
import { readTags } from './read-tags.ts'
import type { Tag } from './read-tags.ts'
import type { TextEdit } from './text-edits.ts'

/** Attributes that are looked at; what has no value has no place for another. */
const CHANGED = new Set(['content', 'media', 'rel', 'sizes', 'style', 'target'])
const WANTED = new Set([...CHANGED, 'name'])
/** Elements whose `target` says where something opens; the others have none. */
const WITH_TARGET = new Set(['a', 'area', 'base', 'form'])

/**
 * What has to change in a mail for its page: every link opens a window of its own that knows nothing of
 * this one, and the styles are those of one colour scheme, if one is asked for.
 */
export function pageEdits(html: string, scheme: Scheme | undefined): readonly TextEdit[] {
  const edits: TextEdit[] = []
  const isTooDeep = createTableCount()
  for (const tag of readTags(html, WANTED)) {
    if (isTooDeep(tag)) {
      edits.push({ from: tag.nameFrom, to: tag.nameFrom + tag.name.length, text: 'div' })
    }
    if (tag.kind === 'end') continue
    const isMeta = scheme !== undefined && isColorScheme(html, tag)
    for (const { name, from, to } of tag.attributes) {
      if (from === to || !CHANGED.has(name)) continue
      const value = html.slice(from, to)
      let text = withLink(tag.name, name, value)
      if (scheme !== undefined)
        text = inScheme(isMeta && name === 'content' ? 'meta content' : name, text, scheme)
      if (text !== value) edits.push({ from, to, text })
    }
    if (scheme === undefined || tag.name !== 'style') continue
    const css = html.slice(tag.end, tag.textEnd)
    const text = cssInScheme(css, scheme)
    if (text !== css) edits.push({ from: tag.end, to: tag.textEnd, text })
  }
  return edits
}

/** Chromium dies of a thousand tables in each other; mail of people, quoted for years, has dozens. */
function createTableCount(): (tag: Tag) => boolean {
  let depth = 0
  return ({ kind, name }) => {
    if (name !== 'table') return false
    if (kind === 'end') depth = Math.max(0, depth - 1)
    else if (depth >= limits.viewTablesDeepMax) return true
    else depth += 1
    return false
  }
}

function withLink(tag: string, attribute: string, value: string): string {
  if (attribute === 'target' && WITH_TARGET.has(tag)) return '_blank'
  return attribute === 'rel' && /\bopener\b/i.test(value) ? 'noreferrer' : value
}

function inScheme(attribute: string, value: string, scheme: Scheme): string {
  if (attribute === 'media' || attribute === 'sizes') return queryInScheme(value, scheme)
  if (attribute === 'meta content') return colorSchemeIn(value, scheme)
  return attribute === 'style' ? cssInScheme(value, scheme) : value
}

/** `<meta name=color-scheme content="light dark">`, in any order. */
function isColorScheme(html: string, { name, attributes }: Tag): boolean {
  if (name !== 'meta') return false
  const called = attributes.find((attribute) => attribute.name === 'name')
  if (!called) return false
  return html.slice(called.from, called.to).trim().toLowerCase() === 'color-scheme'
}
