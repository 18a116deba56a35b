import { sentenceOf } from '../api/problems.ts'

export type OnDemandState<T> =
  | { readonly status: 'none' }
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'failed'; readonly reason: string }

/** A part of the open message that is fetched when somebody looks at it. */
export class OnDemand<T> {
  #state = $state.raw<OnDemandState<T>>({ status: 'none' })
  /** Answers to what was asked before a reset come too late. */
  #round = 0

  get state(): OnDemandState<T> {
    return this.#state
  }

  async load(fetch: () => Promise<T>): Promise<void> {
    if (this.#state.status !== 'none') return
    this.#state = { status: 'loading' }
    await this.reload(fetch)
  }

  /** What is there stays until the new one comes. */
  async reload(fetch: () => Promise<T>): Promise<void> {
    this.#round += 1
    const round = this.#round
    try {
      const value = await fetch()
      if (round === this.#round) this.#state = { status: 'ready', value }
    } catch (error) {
      const reason = sentenceOf(error)
      if (round === this.#round) this.#state = { status: 'failed', reason }
    }
  }

  reset(): void {
    this.#round += 1
    this.#state = { status: 'none' }
  }
}
