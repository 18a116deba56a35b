/** Runs work that yields to its end and counts its steps. */
export function finish<T>(work: Generator<undefined, T, undefined>): { result: T; steps: number } {
  for (let steps = 1; ; steps++) {
    const step = work.next()
    if (step.done === true) return { result: step.value, steps }
  }
}
