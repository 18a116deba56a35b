import { createContext } from 'svelte'

/** How mail is looked at; it holds from one message to the next, but what one may load is its own. */
export class Preview {
  width = $state<number | 'full'>('full')
  hasImages = $state(true)
  /** The one message that may load remote content; the next one is blocked again. */
  #loadedId = $state<string>()

  toggleWidth(width: number): void {
    this.width = this.width === width ? 'full' : width
  }

  isLoaded(id: string): boolean {
    return this.#loadedId === id
  }

  load(id: string): void {
    this.#loadedId = id
  }

  block(): void {
    this.#loadedId = undefined
  }
}

export const [usePreview, providePreview] = createContext<Preview>()
