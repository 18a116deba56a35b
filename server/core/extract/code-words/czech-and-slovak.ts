import type { LanguageWords } from './language-words.ts'

export const czechAndSlovak: LanguageWords = {
  secret: `ověřovací* kód*, ověřovacího kódu, potvrzovací* kód*, potvrzovacího kódu, bezpečnostní* kód*,
    bezpečnostního kódu, jednorázov* kód*, jednorázov* hesl*, přístupov* kód*, přihlašovací* kód*,
    aktivační* kód*, autorizační* kód*, kód pro přihlášení, kód pro ověření, kód k ověření,
    overovací* kód*, overovacieho kódu, potvrdzovací* kód*, bezpečnostn* kód*, prístupov* kód*,
    prihlasovací* kód*, aktivačn* kód*, autorizačn* kód*, místný kód, miestny kód, dočasný kód, kód pin,
    pin kód`,
  code: `kód, kódu, kódy, kódem, kódom`,
  act: `ověřit, ověření, ověřte, overiť, overenie, overte, potvrd*, potvrz*, přihlas*, přihláš*, prihlás*,
    prihlas*, platí, platný, platnost*, vyprší, zadat, nikomu, nesdílejte, nezdieľajte, totožnost*,
    aktivujte, aktivac*, obnov*, minut, minút, dvoufázov*, dvojfázov*, dvoufaktorov*, heslo, hesla`,
  enter: `zadejte, zadajte, použijte, použite, vložte, opište`,
  other: `objednáv*, faktur*, rezervac*, psč, čárov* kód*, čiarov* kód*, qr kód, zákazn*, číslo, čísla,
    zásilk*, zásielk*, sledování, balík*, telefon*, telefón*, částka, suma, celkem, celkom, cena, ičo, dič,
    smlouv*, zmluv*, jízdenk*, letenk*, ulice, adresa, zboží, produkt*, verze, verzia, doručen*, pojist*,
    kč, reklamac*, kód chyby, pobočk*, variabilní symbol, variabilný symbol, kód* pro vyzvednutí`,
  offer: `slevov* kód*, slev*, zľav*, kupon*, kupón*, poukaz*`,
  meeting: `id schůzky, id schôdzky`,
}
