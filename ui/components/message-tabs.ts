import type { Message } from '../../server/contract/message.ts'

export type TabId = 'preview' | 'text' | 'html' | 'headers' | 'structure' | 'raw' | 'session'

export interface Tab {
  readonly id: TabId
  readonly label: string
}

/** What this message has to show; a tab with nothing in it is not there. */
export function tabsOf(message: Message): readonly Tab[] {
  const isHtml = message.HTML.trim() !== ''
  const isText = message.Text.trim() !== ''
  return [
    ...(isHtml ? [{ id: 'preview', label: 'Preview' } as const] : []),
    ...(isText ? [{ id: 'text', label: 'Text' } as const] : []),
    ...(isHtml ? [{ id: 'html', label: 'HTML' } as const] : []),
    { id: 'headers', label: 'Headers' },
    { id: 'structure', label: 'Structure' },
    { id: 'raw', label: 'Raw' },
    // Imported mail came by no session, and an old one may be forgotten.
    ...(message.Session?.HasTranscript ? [{ id: 'session', label: 'Session' } as const] : []),
  ]
}

/** The tab that the address asks for, if this message has it; else the first. */
export function currentTab(tabs: readonly Tab[], asked: string | undefined): TabId {
  return (tabs.find(({ id }) => id === asked) ?? tabs[0])?.id ?? 'headers'
}
