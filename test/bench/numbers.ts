export function median(numbers: readonly number[]): number {
  return percentile(numbers, 50)
}

export function percentile(numbers: readonly number[], percent: number): number {
  const sorted = numbers.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? NaN
}

/** Of each round its own ratio: the two ran side by side on the same busy machine. */
export function medianRatio(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.map((one, round) => one / (theirs[round] ?? NaN)))
}

/** Milliseconds that it took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

/** One after the other. */
export async function repeated<T>(
  count: number,
  work: (index: number) => Promise<T>,
): Promise<T[]> {
  const all: T[] = []
  for (let index = 0; index < count; index += 1) all.push(await work(index))
  return all
}

/**
 * Rounds in which everything that is compared runs next to each other, each round the other way round:
 * what the machine does meanwhile falls on all of them.
 */
export async function inTurn<All extends Contestants>(
  rounds: number,
  contestants: All,
): Promise<Rounds<All>> {
  const names = Object.keys(contestants)
  const all: Record<string, unknown[]> = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      all[name]?.push(await contestants[name]?.())
    }
  }
  return all as Rounds<All>
}

type Contestants = Readonly<Record<string, (() => Promise<unknown>) | undefined>>
/** What each came to, round by round. */
type Rounds<All extends Contestants> = {
  [Name in keyof All]: Awaited<ReturnType<NonNullable<All[Name]>>>[]
}
