import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { tagHue } from '../../../ui/lib/format/tag-hue.ts'

const tokens = readFileSync(path.join(import.meta.dirname, '../../../ui/styles/tokens.css'), 'utf8')
const hues = Array.from({ length: 12 }, (_, index) => index * 30)

type Triple = readonly [number, number, number]

/** Both colours of a token, as lightness and chroma. */
function pairOf(token: string): readonly (readonly [number, number])[] {
  const [, value = ''] = new RegExp(`${token}: light-dark\\((.*)\\);`).exec(tokens) ?? []
  return [...value.matchAll(/oklch\((\d+)% ([\d.]+) /g)].map(
    ([, lightness, chroma]) => [Number(lightness) / 100, Number(chroma)] as const,
  )
}

/** OKLCH to linear sRGB, clipped as a browser of that gamut does. */
function toLinear([lightness, chroma]: readonly [number, number], hue: number): Triple {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const clip = (value: number): number => Math.min(1, Math.max(0, value))
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}

/** WCAG 2.2, 1.4.3. */
function contrast(one: Triple, other: Triple): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

function luminance([red, green, blue]: Triple): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

test.for(['light', 'dark'])('the name of a tag of any hue can be read in the %s theme', (theme) => {
  const index = theme === 'light' ? 0 : 1
  const ink = pairOf('--tint-ink')[index] ?? [0, 0]
  const surface = pairOf('--tint-surface')[index] ?? [0, 0]

  const worst = Math.min(...hues.map((hue) => contrast(toLinear(ink, hue), toLinear(surface, hue))))

  expect(worst).toBeGreaterThan(4.5)
})

test('a tag has one hue, however it is spelled', () => {
  expect(tagHue('Billing')).toBe(tagHue('billing'))
})

test('names are spread over all hues', () => {
  const used = new Set(Array.from({ length: 200 }, (_, index) => tagHue(`tag-${index}`)))

  expect([...used].sort((one, other) => one - other)).toEqual(hues)
})
