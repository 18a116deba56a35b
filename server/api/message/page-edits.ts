import { colorSchemeIn, cssInScheme, queryInScheme } from './css-scheme.ts'
import type { Scheme } from './css-scheme.ts'
import { readTags } from './read-tags.ts'
import type { Tag } from './read-tags.ts'
import type { TextEdit } from './text-edits.ts'

/** Elements whose `target` says where something opens; the others have none. */
const WITH_TARGET = new Set(['a', 'area', 'base', 'form'])

/**
 * What has to change in a mail for its page: every link opens a window of its own that knows nothing of
 * this one, and the styles are those of one colour scheme, if one is asked for.
 */
export function pageEdits(html: string, scheme: Scheme | undefined): readonly TextEdit[] {
  const edits: TextEdit[] = []
  for (const tag of readTags(html)) {
    const note = (place: Omit<TextEdit, 'text'>, edit: (text: string) => string): void => {
      const before = html.slice(place.from, place.to)
      const text = edit(before)
      if (text !== before) edits.push({ from: place.from, to: place.to, text })
    }
    const isMeta = scheme !== undefined && isColorScheme(html, tag)
    for (const attribute of tag.attributes) {
      note(attribute, (value) => {
        const linked = withLink(tag.name, attribute.name, value)
        if (scheme === undefined) return linked
        if (isMeta && attribute.name === 'content') return colorSchemeIn(value, scheme)
        return inScheme(attribute.name, linked, scheme)
      })
    }
    if (scheme !== undefined && tag.name === 'style') {
      note({ from: tag.end, to: tag.textEnd }, (css) => cssInScheme(css, scheme))
    }
  }
  return edits
}

function withLink(tag: string, attribute: string, value: string): string {
  // An attribute without a value has no place for one.
  if (value === '') return value
  if (attribute === 'target' && WITH_TARGET.has(tag)) return '_blank'
  return attribute === 'rel' && /\bopener\b/i.test(value) ? 'noreferrer' : value
}

function inScheme(attribute: string, value: string, scheme: Scheme): string {
  if (attribute === 'media' || attribute === 'sizes') return queryInScheme(value, scheme)
  return attribute === 'style' ? cssInScheme(value, scheme) : value
}

/** `<meta name=color-scheme content="light dark">`, in any order. */
function isColorScheme(html: string, { name, attributes }: Tag): boolean {
  if (name !== 'meta') return false
  const called = attributes.find((attribute) => attribute.name === 'name')
  if (!called) return false
  return html.slice(called.from, called.to).trim().toLowerCase() === 'color-scheme'
}
