import { createContext } from 'svelte'
import type { FeedFrame } from '../../../server/contract/events.ts'
import type { MessageSummary } from '../../../server/contract/message.ts'
import type { Preferences } from './preferences.svelte.ts'

export type NotifierStatus = 'off' | 'on' | 'blocked' | 'unsupported'

/** What a browser has for it; absent where a page may show none. */
export type Notifications = Pick<typeof Notification, 'permission' | 'requestPermission'> &
  (new (
    title: string,
    options?: NotificationOptions,
  ) => Pick<Notification, 'addEventListener' | 'close'>)

export interface NotifierOptions {
  readonly preferences: Pick<Preferences, 'isNotifying'>
  /** The reader clicked a notification. */
  readonly onopen: (id: string) => void
  readonly notifications?: Notifications | undefined
  /** Whoever looks at the inbox sees the row; nobody needs to be told. */
  readonly isSeen?: () => boolean
}

/** A burst of mail is one notification. */
const gatherMs = 300
const namedMax = 3

/** Tells of new mail outside of the page. Asks for permission when it is turned on, and never before. */
export class Notifier {
  #permission = $state<NotificationPermission>()
  #gathered: MessageSummary[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #options: NotifierOptions
  readonly #notifications: Notifications | undefined

  readonly status: NotifierStatus = $derived.by(() => {
    if (this.#permission === undefined) return 'unsupported'
    if (this.#permission === 'denied') return 'blocked'
    const isOn = this.#options.preferences.isNotifying && this.#permission === 'granted'
    return isOn ? 'on' : 'off'
  })

  constructor(options: NotifierOptions) {
    this.#options = options
    this.#notifications = 'notifications' in options ? options.notifications : browsers()
    this.#permission = this.#notifications?.permission
  }

  async turnOn(): Promise<void> {
    this.#permission = await this.#notifications?.requestPermission()
    this.#options.preferences.isNotifying = this.#permission === 'granted'
  }

  turnOff(): void {
    this.#options.preferences.isNotifying = false
    this.#gathered = []
  }

  apply(frame: FeedFrame): void {
    const { isSeen = isPageSeen } = this.#options
    if (frame.Type !== 'new' || this.status !== 'on' || isSeen()) return
    this.#gathered.push(frame.Data)
    this.#tellSoon()
  }

  #tellSoon(): void {
    if (this.#timer !== undefined) return
    this.#timer = setTimeout(() => this.#tell(), gatherMs)
  }

  #tell(): void {
    this.#timer = undefined
    const messages = this.#gathered.splice(0)
    const newest = messages.at(-1)
    if (newest === undefined || this.#notifications === undefined) return
    try {
      this.#show(this.#notifications, messages, newest)
    } catch (error) {
      // Chrome on Android has the constructor, and throws.
      if (!(error instanceof TypeError)) throw error
      this.#permission = undefined
    }
  }

  #show(
    Notifications: Notifications,
    messages: readonly MessageSummary[],
    newest: MessageSummary,
  ): void {
    const notification = new Notifications(titleOf(messages, newest), {
      body: bodyOf(messages, newest),
      // Below the webroot, as the page's <base> says.
      icon: 'favicon.svg',
      // Two tabs of one inbox show it once.
      tag: `mailmitt-${newest.ID}`,
    })
    notification.addEventListener('click', () => {
      window.focus()
      notification.close()
      this.#options.onopen(newest.ID)
    })
  }
}

function titleOf(messages: readonly MessageSummary[], newest: MessageSummary): string {
  if (messages.length > 1) return `${messages.length} new messages`
  return newest.Subject || 'No subject'
}

function bodyOf(messages: readonly MessageSummary[], newest: MessageSummary): string {
  if (messages.length === 1) {
    const to = [...newest.To, ...newest.Cc].map(({ Address }) => Address)
    return `To ${(to.length > 0 ? to : newest.EnvelopeTo).slice(0, namedMax).join(', ')}`
  }
  const subjects = messages.slice(-namedMax).map(({ Subject }) => Subject || 'No subject')
  return subjects.reverse().join('\n')
}

/** Only pages of a secure context may ask: https, or this machine. */
function browsers(): Notifications | undefined {
  return window.isSecureContext && 'Notification' in window ? window.Notification : undefined
}

function isPageSeen(): boolean {
  return !document.hidden && document.hasFocus()
}

export const [useNotifier, provideNotifier] = createContext<Notifier>()
