import type { LanguageWords } from './language-words.ts'

export const hungarian: LanguageWords = {
  secret: `ellenőrző kód*, megerősítő kód*, biztonsági kód*, egyszeri kód*, egyszer használatos kód*,
    egyszer használatos jelsz*, egyszeri jelsz*, belépési kód*, belépőkód*, bejelentkezési kód*,
    aktiváló kód*, aktiválási kód*, hitelesítő kód*, azonosító kód*, megerősítőkód*, ellenőrzőkód*,
    hitelesítési kód*, visszaállítási kód*, jegyű kód*, ideiglenes kód*, pin kód*, visszaigazoló kód*`,
  code: `kód, kódja, kódot, kódod, kódját, kódodat, kódok`,
  act: `megerősít*, ellenőr*, bejelentkez*, belép*, hiteles*, érvényes*, lejár*, ne ossza*, ne oszd*,
    senkivel, személyaz*, aktivál*, visszaállít*, kétlépcsős*, kétfaktoros*, perc, percig, percen, percet,
    jelsz*`,
  enter: `adja meg, add meg, írja be, írd be, használja, használd`,
  other: `rendelés*, számla*, számlá*, foglalás*, irányítószám*, vásárl*, ügyfél*, száma, számú, *szám,
    *száma, telefon*, összeg*, összesen, ft, áfa, adószám*, szerződés*, csomag*, követés*, hivatkozás*,
    jegy, jegyek, járat*, utca, cím, termék*, verzió, vonalkód*, hibakód*, szállít*, nyugta, kötvény*,
    forint`,
  offer: `kuponkód*, kupon*, kedvezmény*, ajándék*, meghívó kód*`,
  meeting: `értekezlet azonosító*, megbeszélés azonosító*`,
}
