import type { Reason } from './reason.ts'

/** What a candidate looks like, by itself. */
export type CodeShape =
  | 'digits'
  | 'grouped-digits'
  | 'prefixed-digits'
  | 'mixed'
  | 'grouped-mixed'
  | 'lower-case'
  | 'letters'

const shapes: ReadonlyArray<readonly [CodeShape, RegExp]> = [
  ['digits', /^\d{4,8}$/],
  ['grouped-digits', /^(?:\d{3}-\d{3}|\d{4}-\d{4}|\d{2}-\d{2}-\d{2})$/],
  ['prefixed-digits', /^[A-Z]{1,4}-\d{4,8}$/],
  ['mixed', /^(?=[A-Z\d]*\d)(?=[A-Z\d]*[A-Z])[A-Z\d]{4,10}$/],
  ['grouped-mixed', /^(?=.*[A-Z])[A-Z\d]{3,5}(?:-[A-Z\d]{3,5}){1,2}$/],
  ['lower-case', /^(?=[A-Za-z\d]*\d)(?=[A-Za-z\d]*[A-Za-z])[A-Za-z\d]{4,10}$/],
  ['lower-case', /^(?=.*\d)[a-z\d]{3,5}(?:-[a-z\d]{3,5}){1,2}$/],
  ['letters', /^[A-Z]{4,8}$/],
]

/** The shape of a word without blanks, `undefined` when no code looks so. */
export function shapeOf(word: string): CodeShape | undefined {
  if (word.length > 20) return undefined
  const shape = shapes.find(([, pattern]) => pattern.test(word))?.[0]
  if (shape === undefined || /\d/.test(word)) return shape
  // Without digits only what nobody can pronounce is not a word.
  return word.split('-').some((letters) => !/[AEIOUY]/.test(letters)) ? shape : undefined
}

const shapePoints: Readonly<Record<CodeShape, number>> = {
  digits: 0.5,
  'grouped-digits': 1.5,
  'prefixed-digits': 1.2,
  mixed: 0.5,
  'grouped-mixed': 0.5,
  'lower-case': -1,
  letters: -1,
}

// `SPRING20`, `SOL2025`: somebody has thought of it.
const thoughtUp = /^(?=[A-Za-z]*[AEIOUaeiou])[A-Za-z]{3,}\d{1,4}$/

export function shapeReason({ shape, value }: { shape: CodeShape; value: string }): Reason {
  if (thoughtUp.test(value)) return { name: 'shape: thought up', points: -2 }
  const digits = { 4: 0.8, 5: 0.8, 6: 1.5 }[value.length]
  const points = shape === 'digits' && digits !== undefined ? digits : shapePoints[shape]
  return { name: `shape: ${shape}`, points }
}
