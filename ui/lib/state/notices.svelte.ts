import { createContext } from 'svelte'

const shownMs = 8_000

/** The one sentence at the foot of the screen: what went wrong, or what was done. */
export class Notices {
  #text = $state<string>()
  #timer: ReturnType<typeof setTimeout> | undefined

  get text(): string | undefined {
    return this.#text
  }

  say(text: string): void {
    clearTimeout(this.#timer)
    this.#text = text
    this.#timer = setTimeout(() => this.dismiss(), shownMs)
  }

  dismiss(): void {
    clearTimeout(this.#timer)
    this.#text = undefined
  }
}

export const [useNotices, provideNotices] = createContext<Notices>()
