import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchGlob } from '../../../server/core/faults/match-glob.ts'
import type { Pattern } from '../../../server/core/patterns/regex.ts'
import { compilePattern } from '../../../server/core/faults/pattern.ts'
import { limits } from '../../../server/core/limits.ts'

function patternOf(source: string): Pattern {
  const compiled = compilePattern(source)
  if (!compiled.ok) throw new Error(compiled.problem)
  return compiled.pattern
}

function problemOf(source: string): string {
  const compiled = compilePattern(source)
  return compiled.ok ? '' : compiled.problem
}

describe('a glob', () => {
  test.for([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['*', 'anything', true],
    ['?', '', false],
    ['?', 'a', true],
    ['?', '🎉', true],
    ['??', 'a', false],
    ['a*', 'abc', true],
    ['*c', 'abc', true],
    ['a*c', 'abcabc', true],
    ['a*b*c', 'a--b--b--c', true],
    ['a*b*c', 'a--c--b', false],
    ['**a**', 'bab', true],
    ['ANN@*', 'ann@Example.com', true],
    ['ann', 'annika', false],
    ['ann', 'joann', false],
    ['[a]', 'a', false],
    ['a.c', 'abc', false],
    ['Straße*', 'STRAße 1', true],
  ] as const)('%j is what %j is: %s', ([glob, text, matches]) => {
    expect(patternOf(glob)(text)).toBe(matches)
  })

  test('says what a regular expression of the same meaning says', () => {
    const characters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 })
    fc.assert(
      fc.property(characters, characters, (glob, text) => {
        const source = glob.replaceAll('*', '[^]*').replaceAll('?', '[^]')
        expect(patternOf(glob)(text)).toBe(new RegExp(`^(?:${source})$`).test(text))
      }),
      { numRuns: 1_000 },
    )
  })

  test('takes no more steps than glob times text, however it is written', () => {
    const glob = Array.from('*a'.repeat(limits.patternLengthMax / 2 - 1) + '*b')
    let steps = 0
    const text = new Proxy(Array.from('a'.repeat(limits.patternTextLengthMax)), {
      get(target, key, receiver) {
        if (key !== 'length') steps += 1
        return Reflect.get(target, key, receiver) as unknown
      },
    })

    expect(matchGlob(glob, text)).toBe(false)
    expect(steps).toBeLessThanOrEqual(glob.length * limits.patternTextLengthMax)
  })
})

describe('a regular expression', () => {
  test.for([
    ['/ann/', 'joann smith', true],
    ['/^ann/', 'joann', false],
    ['/^ANN/i', 'ann', true],
    ['/^ANN/', 'ann', false],
    ['/a/b/', 'a/b', true],
    ['/a\\/b/', 'a/b', true],
    ['/^.$/', '🎉', true],
    ['/^.$/', '\n', false],
    ['/^.$/s', '\n', true],
    ['/^b$/m', 'a\nb', true],
    ['/code \\d{4,8}$/iu', 'Your Code 123456', true],
  ] as const)('%s finds %j: %s', ([source, text, matches]) => {
    expect(patternOf(source)(text)).toBe(matches)
  })

  test.for([
    '/',
    '//',
    '/path',
    '/path/*',
    '/ann/ii',
    '/ann/g',
    '/ann/x',
    '/(/',
    '/[a-/',
    '/a**/',
    '/(a)\\1/',
    '/(?=a)/',
    '/a{1001}/',
    '/(.{1,40}){1,40}/',
    `/${'a'.repeat(limits.patternLengthMax)}/`,
  ])('%s is refused with a reason', (source) => {
    expect(problemOf(source)).toMatch(/^(?:begins|has|is|repeats) .{12,}/)
  })

  // A backtracking engine would not end before the sun does.
  test.for([
    ['/^(a+)+$/', 'a'],
    ['/^(a|a)*$/', 'a'],
    ['/^(a|aa)+$/', 'a'],
    ['/^(.*)*$/', 'a'],
    ['/(a?){60}a{60}!/', 'a'],
    ['/^(([a-z])+.)+[A-Z]([a-z])+$/', 'a'],
  ] as const)('%s ends on a text that was made against it', ([source, letter]) => {
    const text = `${letter.repeat(limits.patternTextLengthMax - 1)}\n`

    expect(patternOf(source)(text)).toBe(false)
  })

  test('looks at the beginning of a long text only', () => {
    const filler = 'x'.repeat(limits.patternTextLengthMax)

    expect(patternOf('/needle/')(`needle${filler}`)).toBe(true)
    expect(patternOf('/needle/')(`${filler}needle`)).toBe(false)
  })
})

test('any text is a pattern or a problem, and no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (source, text) => {
      for (const one of [source, `/${source}/`, `/${source}/i`]) {
        const compiled = compilePattern(one)
        if (compiled.ok) expect(typeof compiled.pattern(text)).toBe('boolean')
        else expect(compiled.problem).not.toBe('')
      }
    }),
    { numRuns: 500 },
  )
})
