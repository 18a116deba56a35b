import type { LanguageWords } from './language-words.ts'

export const romanian: LanguageWords = {
  secret: `cod* de verificare, cod* tău de verificare, cod* dvs de verificare, cod* de securitate,
    cod* de acces, cod* de autentificare, cod* de activare, cod* unic, cod* de unică folosință,
    parol* de unică folosință, parol* unică, cod* de conectare, cod* temporar, cod* de resetare,
    cod* de validare, cod* de autorizare, cod* de recuperare, cod* de înregistrare, cod pin, cod otp`,
  code: `cod, codul, codului, coduri, codurile, cod* de confirmare`,
  act: `verific*, confirm*, conect*, autentif*, valabil*, expir*, nu distribui*, nu partaja*, nu împărtăș*,
    nimănui, identitat*, activ*, reset*, minute, doi pași, doi factori, parol*`,
  enter: `introdu, introduceți, folosește, folosiți, utilizați, tastați`,
  other: `comand*, factur*, rezervare*, rezervăr*, cod* poștal*, cod* de bare, cod* client*, cod* produs*,
    cod* fiscal, cod* de eroare, cod* de rezervare, număr*, nr, colet*, awb, livrare, livrăr*, referinț*,
    telefon*, tva, contract*, bilet*, zbor*, strada, adresa, produs*, puncte, versiun*, polița, bon fiscal,
    expedier*`,
  offer: `cupon*, voucher*, cod* de reducere, cod* promoțional*, cod* promo, cod* voucher, cod* cadou,
    reducer*, card cadou`,
  meeting: `id ul întâlnirii, id întâlnire`,
}
