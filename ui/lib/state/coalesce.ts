export interface Coalesced {
  /** Runs soon, once for all who ask meanwhile. */
  ask(): void
}

/** Well under what a person notices in a count beside the list. */
const soonMs = 100
const restMs = 1_000

/** At most one run a second, and never two at once, however often it is asked for. */
export function coalesce(run: () => Promise<void>): Coalesced {
  let isAsked = false
  let isBusy = false

  function ask(): void {
    isAsked = true
    if (isBusy) return
    isBusy = true
    setTimeout(() => void go(), soonMs)
  }

  async function go(): Promise<void> {
    isAsked = false
    await run()
    setTimeout(() => {
      isBusy = false
      if (isAsked) ask()
    }, restMs)
  }

  return { ask }
}
