import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const css = readFileSync(path.join(import.meta.dirname, '../../../ui/styles/tokens.css'), 'utf8')

/** Of a token both themes' colours, light first. */
const colours = new Map(
  [...css.matchAll(/--([\w-]+): (?:light-dark\((#\w{6}), (#\w{6})\)|(#\w{6}));/g)].map(
    ([, name = '', light, dark, both = '']) => [name, [light ?? both, dark ?? both]] as const,
  ),
)

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** WCAG 2.2, 1.4.3. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

function weakest(ink: string, surface: string): number {
  const [inks = [], surfaces = []] = [colours.get(ink), colours.get(surface)]
  return Math.min(...inks.map((colour, theme) => contrast(colour, surfaces[theme] ?? colour)))
}

const named = (start: string): string[] =>
  [...colours.keys()].filter((name) => name.startsWith(start))
const surfaces = named('surface').filter((name) => !/inverse|paper/.test(name))
const inks = named('ink').filter((name) => name !== 'ink-inverse')

test('the tokens are found in the file', () => {
  expect(inks.length).toBeGreaterThanOrEqual(5)
  expect(surfaces.length).toBeGreaterThanOrEqual(9)
  expect(contrast('#000000', '#ffffff')).toBe(21)
})

test.for(['ink', 'ink-muted', 'ink-faint', 'accent-ink'])(
  '%s is readable on every surface, in both themes',
  (ink) => {
    const weak = surfaces.filter((surface) => weakest(ink, surface) < 4.5)
    expect(weak).toEqual([])
  },
)

test.for([
  ['ink-inverse', 'surface-inverse'],
  ['ink-warning', 'surface-warning'],
  ['ink-warning', 'surface'],
  ['ink-danger', 'surface-danger'],
  ['ink-danger', 'surface-raised'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-hover'],
] as const)('%s is readable on %s, in both themes', ([ink, surface]) => {
  expect(weakest(ink, surface)).toBeGreaterThanOrEqual(4.5)
})

test.for(['surface', 'surface-chrome', 'surface-raised', 'surface-selected'])(
  'the ring of the focus is seen on %s, in both themes',
  (surface) => {
    // WCAG 2.2, 1.4.11.
    expect(weakest('focus', surface)).toBeGreaterThanOrEqual(3)
  },
)
