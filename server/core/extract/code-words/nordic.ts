import type { LanguageWords } from './language-words.ts'

export const swedish: LanguageWords = {
  secret: `verifieringskod*, bekräftelsekod*, säkerhetskod*, engångskod*, engångslösenord*,
    inloggningskod*, åtkomstkod*, aktiveringskod*, autentiseringskod*, återställningskod*, tillfällig kod,
    siffrig kod, siffriga kod*, reservkod*, registreringskod*, upplåsningskod*`,
  code: `kod, koden, koder, koderna, *kod, *koden, pinkod*`,
  act: `verifier*, bekräft*, logga in, loggar in, inlogg*, giltig*, går ut, upphör*, ange, skriv in,
    fyll i, mata in, dela inte, dela aldrig, identitet*, aktiver*, återställ*, minuter, tvåfaktor*,
    tvåsteg*`,
  other: `beställning*, faktura*, bokning*, postnummer*, belopp*, totalt, summa, pris, moms, org nr, orgnr,
    försändelse*, paket*, spårning*, kollinummer, referens*, ocr, avtal*, biljett*, flyg*, gata, gatan,
    adress, poäng, ärende*, leverans*, medlem*, kvitto*, felkod*, streckkod*, bankgiro, plusgiro, kronor,
    ring oss, saksnr, sagsnr, flyg, flyrejse*, flyreise*, varenr, vare nr, kundnr, kundnummer, köp nr`,
  offer: `presentkort*, kampanjkod*, rabattkod*, kupong*, värdekod*, värvningskod*, erbjudande*`,
}

export const norwegianAndDanish: LanguageWords = {
  secret: `verifiseringskode*, bekreftelseskode*, sikkerhetskode*, engangskode*, engangspassord*,
    innloggingskode*, tilgangskode*, aktiveringskode*, autentiseringskode*, gjenopprettingskode*,
    påloggingskode*, verifikationskode*, bekræftelseskode*, engangsadgangskode*, engangsadgangskode,
    loginkode*, login kode, godkendelseskode*, godkjenningskode*, midlertidig kode, midlertidige kode,
    cifret kode, sifret kode, cifrede kode, sifrede kode*, sms kode, adgangskode til engangsbrug,
    kontrolkode*, registreringskode*, nulstillingskode*, pinkode*`,
  code: `kode, koden, koder, kodene, koderne, *kode, *koden`,
  act: `bekreft*, bekræft*, verifiser*, verificer*, logg inn, logge inn, logger inn, innlogging*,
    pålogging*, log ind, logge ind, logger ind, gyldig*, utløper, udløber, går ut, tast inn, tast ind,
    indtast*, skriv inn, oppgi, del ikke, del aldri*, identitet*, aktiver*, tilbakestill*, nulstil*,
    minutter, tofaktor*, totrins*`,
  other: `ordre*, bestilling*, bestil*, postnr, tlf, telefon*, beløp*, beløb*, totalt, mva, cvr,
    forsendelse*, pakke*, sporing*, referanse*, kontrakt*, avtale*, billet*, adresse, poeng, versjon*,
    medlem*, kvittering*, fejlkode*, feilkode*, stregkode*, strekkode*, levering*, kroner`,
  offer: `rabatkode*, rabattkode*, rabat*, rabatt*, gavekort*, kampagnekode*, kampanjekode*, kupon*`,
}

export const finnish: LanguageWords = {
  secret: `vahvistuskoodi*, turvakoodi*, kertakäyttökoodi*, kertakäyttöinen koodi*, kertakäyttöisen koodi*,
    kertakoodi*, kirjautumiskoodi*, todennuskoodi*, aktivointikoodi*, pääsykoodi*, kertakäyttösalasana*,
    kertakäyttöinen salasana*, varmennuskoodi*, tunnistuskoodi*, palautuskoodi*, tarkistuskoodi*,
    varakoodi*, numeroinen koodi*, pin koodi*`,
  code: `koodi*, *koodi, *koodisi, *koodin`,
  act: `vahvist*, kirjaudu*, kirjautu*, voimassa, vanhene*, vanhentu*, syötä, syöttä*, älä jaa, älä anna,
    kenellekään, henkilöllis*, aktivoi*, palaut*, minuutt*, kaksivaihe*`,
  other: `tilau*, lasku*, varau*, *numero, *numeron, postinumero*, asiakas*, puh, puhelin*, soita,
    yhteensä, hinta, alv, y tunnus, lähety*, paket*, seuranta*, viite*, lippu*, lento*, osoite, tuote*,
    piste*, viivakoodi*, virhekoodi*, versio*, jäsen*, kuitti*, toimitus*, euroa, lähetystunnus`,
  offer: `alennuskoodi*, alennus*, lahjakort*, kampanjakoodi*, etukoodi*, kuponki*, kutsukoodi*`,
}
