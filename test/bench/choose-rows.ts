import { BenchError } from './options.ts'
import type { Options } from './options.ts'
import type { Row } from './row.ts'

/** The rows that the command line asks for. */
export function chooseRows(rows: readonly Row[], options: Options): readonly Row[] {
  const { only, isUiOnly, settings, size } = options
  const unknown = only.filter((name) => !rows.some((row) => row.name === name))
  if (unknown.length > 0) {
    const names = rows.map(({ name }) => name).join(', ')
    throw new BenchError(
      `There is no row ${unknown.map((name) => `"${name}"`).join(', ')}: there are ${names}.`,
    )
  }
  const chosen = rows.filter(
    (row) =>
      (only.length === 0 || only.includes(row.name)) &&
      (!isUiOnly || row.isUi === true) &&
      (settings.hasBrowser || row.needs !== 'browser') &&
      (size !== 'check' || row.measures.some(({ floor }) => floor !== undefined)),
  )
  if (chosen.length === 0) {
    throw new BenchError(
      'No row is all that was asked for: leave out --only, --ui, --no-browser or --check.',
    )
  }
  return chosen
}
