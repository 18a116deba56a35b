import { parseTagFlag } from '../core/tags/parse-tag-flag.ts'
import type { TagFilter } from '../core/tags/tag-filter.ts'
import type { TagRules } from '../intake/tag-mail.ts'
import type { Kind, Settings } from './read-settings.ts'

/** What is said of tags where Mailmitt is started; the file is not read yet. */
export interface TagSettings extends TagRules {
  readonly filtersFile: { readonly file: string; readonly flag: string } | undefined
}

const text: Kind<string> = { wanted: 'a text', parse: (value) => value }

const source: Kind<'plus-addresses' | 'x-tags'> = {
  wanted: 'plus-addresses or x-tags',
  parse: (value) => (['plus-addresses', 'x-tags'] as const).find((one) => one === value),
}

export function readTagSettings(settings: Settings): TagSettings {
  const filters = readTagFlags(settings)
  const disabled = settings.list('tagsDisable', source)
  const file = settings.maybe('tagsConfig', text)
  return {
    filters,
    filtersFile: file === undefined ? undefined : { file, flag: settings.nameOf('tagsConfig') },
    fromUser: settings.isOn('tagsUsername'),
    fromXTags: !disabled.includes('x-tags'),
    fromPlusAddresses: !disabled.includes('plus-addresses'),
    titleCase: settings.isOn('tagsTitleCase'),
  }
}

function readTagFlags(settings: Settings): readonly TagFilter[] {
  return settings.list('tag', text).flatMap((one) => {
    const parsed = parseTagFlag(one)
    if (parsed.ok) return parsed.filters
    settings.problems.push(`${settings.nameOf('tag')}: ${parsed.problem}`)
    return []
  })
}
