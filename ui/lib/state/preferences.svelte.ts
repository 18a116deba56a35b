import { createContext } from 'svelte'
import { recall as read, remember as write } from './storage.ts'

export type Theme = 'system' | 'light' | 'dark'

export const listWidthMin = 280
export const listWidthMax = 640

/** What this browser remembers of how the reader likes it. */
export class Preferences {
  #theme = $state<Theme>(readTheme())
  #listWidth = $state(readWidth())
  #isMonospace = $state(read('monospace') !== 'no')
  #isHtmlFormatted = $state(read('html-formatted') === 'yes')
  #isFollowing = $state(read('follow') === 'yes')
  #isNotifying = $state(read('notify') === 'yes')
  #app = $state(read('app') ?? '')
  #loadsRemote = $state(read('remote-content') === 'always')
  #showsInboxLine = $state(read('inbox-line') === 'shown')

  get theme(): Theme {
    return this.#theme
  }

  set theme(theme: Theme) {
    this.#theme = theme
    write('theme', theme)
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
  }

  get listWidth(): number {
    return this.#listWidth
  }

  set listWidth(width: number) {
    this.#listWidth = Math.round(Math.min(listWidthMax, Math.max(listWidthMin, width)))
    write('list-width', String(this.#listWidth))
  }

  get isMonospace(): boolean {
    return this.#isMonospace
  }

  set isMonospace(isMonospace: boolean) {
    this.#isMonospace = isMonospace
    write('monospace', isMonospace ? 'yes' : 'no')
  }

  get isHtmlFormatted(): boolean {
    return this.#isHtmlFormatted
  }

  set isHtmlFormatted(isHtmlFormatted: boolean) {
    this.#isHtmlFormatted = isHtmlFormatted
    write('html-formatted', isHtmlFormatted ? 'yes' : 'no')
  }

  /** Whether a message that comes in opens by itself. */
  get isFollowing(): boolean {
    return this.#isFollowing
  }

  set isFollowing(isFollowing: boolean) {
    this.#isFollowing = isFollowing
    write('follow', isFollowing ? 'yes' : 'no')
  }

  get isNotifying(): boolean {
    return this.#isNotifying
  }

  set isNotifying(isNotifying: boolean) {
    this.#isNotifying = isNotifying
    write('notify', isNotifying ? 'yes' : 'no')
  }

  /** The kind of app whose settings were looked at last. */
  get app(): string {
    return this.#app
  }

  set app(app: string) {
    this.#app = app
    write('app', app)
  }

  /** Whether every mail may load what it refers to elsewhere. */
  get loadsRemote(): boolean {
    return this.#loadsRemote
  }

  set loadsRemote(loadsRemote: boolean) {
    this.#loadsRemote = loadsRemote
    write('remote-content', loadsRemote ? 'always' : 'ask')
  }

  /** Whether the preview shows how the mail looks in the list of a mail client. */
  get showsInboxLine(): boolean {
    return this.#showsInboxLine
  }

  set showsInboxLine(showsInboxLine: boolean) {
    this.#showsInboxLine = showsInboxLine
    write('inbox-line', showsInboxLine ? 'shown' : 'hidden')
  }
}

function readTheme(): Theme {
  const theme = read('theme')
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

function readWidth(): number {
  const width = Number(read('list-width') ?? '')
  return width >= listWidthMin && width <= listWidthMax ? width : 380
}

export const [usePreferences, providePreferences] = createContext<Preferences>()
