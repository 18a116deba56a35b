import { readFirstLoad, totalOf } from '../../support/first-load.ts'
import { atMost } from '../measure.ts'
import type { Measure } from '../measure.ts'
import type { Row } from '../row.ts'

const script: Measure = {
  id: 'first-load.script',
  what: 'Web UI: script of the first load, gzip',
  unit: 'kB',
  target: atMost(90),
}

export const firstLoad: Row = {
  name: 'first-load',
  how: 'What the built page names and imports before the list can be seen.',
  measures: [script],
  isUi: true,
  run: () => Promise.resolve([{ measure: script, value: totalOf(readFirstLoad()) / 1_000 }]),
}
