import type { Measure, Result } from './measure.ts'
import { inTurn, median, medianRatio } from './numbers.ts'
import type { Burst, Rates } from './rates.ts'
import { measureFresh } from './rates.ts'
import type { Settings } from './row.ts'
import { bare, mailmitt } from './servers.ts'
import type { Contestant } from './servers.ts'

/** The measures of a burst against the ceiling and, with `--peers`, against MailDev. */
export interface RateMeasures {
  readonly ceiling: Measure
  readonly accepted: Measure
  readonly visible: Measure
  readonly maildev: Measure
  readonly overMaildev: Measure
}

export async function compareRates(
  { rounds, maildev }: Settings,
  burst: Burst,
  measures: RateMeasures,
): Promise<readonly Result[]> {
  const measured = (one: Contestant) => () => measureFresh(one, burst)
  const rates = await inTurn(rounds, {
    bare: measured(bare),
    mailmitt: measured(mailmitt),
    ...(maildev ? { maildev: measured(maildev) } : {}),
  })
  const of = (name: keyof typeof rates, kind: keyof Rates): number[] =>
    (rates[name] ?? []).map((one) => one[kind])
  const ceiling = of('bare', 'accepted')
  const result = (measure: Measure, values: readonly number[]): Result => ({
    measure,
    value: median(values),
    ratio: medianRatio(values, ceiling),
  })

  const ours = of('mailmitt', 'accepted')
  const results = [
    result(measures.ceiling, ceiling),
    result(measures.accepted, ours),
    result(measures.visible, of('mailmitt', 'visible')),
  ]
  if (!maildev) return results
  const theirs = of('maildev', 'accepted')
  return [
    ...results,
    { ...result(measures.maildev, theirs), note: maildev.name },
    { measure: measures.overMaildev, value: medianRatio(ours, theirs) },
  ]
}
