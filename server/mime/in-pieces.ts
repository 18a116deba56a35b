import { setImmediate } from 'node:timers/promises'

/** Work that yields wherever it may be interrupted, about every `limits.readPieceBytes` bytes. */
export type Pieces<T> = Generator<undefined, T, undefined>

/** Runs the work to its end and lets the event loop turn at each of its yields. */
export async function inPieces<T>(work: Pieces<T>): Promise<T> {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    await setImmediate()
  }
}

/** Runs the work to its end without a pause: for what is known to be short. */
export function atOnce<T>(work: Pieces<T>): T {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}
