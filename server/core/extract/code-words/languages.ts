import { arabic, hebrew } from './semitic.ts'
import { chinese, japanese, korean } from './east-asian.ts'
import { czechAndSlovak } from './czech-and-slovak.ts'
import { dutch } from './dutch.ts'
import { english } from './english.ts'
import { finnish, norwegianAndDanish, swedish } from './nordic.ts'
import { french } from './french.ts'
import { german } from './german.ts'
import { greek } from './greek.ts'
import { hindi, indonesian, thai, vietnamese } from './south-asian.ts'
import { hungarian } from './hungarian.ts'
import { italian } from './italian.ts'
import type { LanguageWords } from './language-words.ts'
import { polish } from './polish.ts'
import { portuguese } from './portuguese.ts'
import { romanian } from './romanian.ts'
import { russian } from './russian.ts'
import { spanish } from './spanish.ts'
import { turkish } from './turkish.ts'
import { ukrainian } from './ukrainian.ts'

/** All languages at once: mail does not say which one it is in, and often mixes two. */
export const languages: readonly LanguageWords[] = [
  ...[english, german, dutch, swedish, norwegianAndDanish, finnish],
  ...[french, spanish, portuguese, italian, romanian],
  ...[polish, czechAndSlovak, russian, ukrainian, hungarian, greek, turkish],
  ...[arabic, hebrew, hindi, thai, indonesian, vietnamese],
  ...[japanese, chinese, korean],
]
