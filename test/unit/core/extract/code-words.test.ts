import { expect, test } from 'vitest'
import { languages } from '../../../../server/core/extract/code-words/languages.ts'
import { findCues, phrasesOf } from '../../../../server/core/extract/find-cues.ts'
import { foldWords } from '../../../../server/core/extract/fold-words.ts'

const phrases = languages.flatMap(phrasesOf)

test('no phrase is of two kinds', () => {
  const kinds = new Map<string, Set<string>>()
  for (const { phrase, kind } of phrases) {
    kinds.set(phrase, (kinds.get(phrase) ?? new Set()).add(kind))
  }

  expect([...kinds].filter(([, of]) => of.size > 1)).toEqual([])
})

test('every phrase is found as itself, unless a longer one has it', () => {
  const unfound = phrases.filter(({ phrase, kind }) => {
    const text = phrase.replaceAll('*', '')
    const [cue] = findCues(text)
    return cue === undefined || (cue.kind !== kind && cue.end - cue.start < text.length)
  })

  expect(unfound).toEqual([])
})

test.for([
  ['Your verification codes', ['secret']],
  ['Verification-Code', ['secret']],
  ['Sicherheitscode', ['secret']],
  ['Bestellnummer', ['other']],
  ['codebook', []],
  ['encode', ['other']],
  ['código de la factura', ['other', 'other']],
  ['takip kodu', ['other', 'other']],
  ['discount code', ['offer']],
  ['والرمز', ['code']],
  ['验证码是', ['secret']],
  ['кодом подтверждения', ['secret']],
] as const)('%j has the cues %j', ([text, kinds]) => {
  expect(findCues(foldWords(text)).map(({ kind }) => kind)).toEqual(kinds)
})

test.for([
  ['DOĞRULAMA KODU', 'dogrulama kodu'],
  ['código', 'codigo'],
  ['İşlem', 'islem'],
  ['Łódź', 'lodz'],
  ['ς', 'σ'],
  ['パスワード 인증', 'パスワード 인증'],
  ['d’accès', "d'acces"],
] as const)('%j is compared as %j, and as long', ([text, folded]) => {
  expect(foldWords(text)).toBe(folded)
  expect(foldWords(text)).toHaveLength(text.length)
})
