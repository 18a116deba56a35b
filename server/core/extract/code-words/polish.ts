import type { LanguageWords } from './language-words.ts'

export const polish: LanguageWords = {
  secret: `kod* weryfikacyjn*, kod* weryfikacji, kod* bezpieczeństwa, kod* jednorazow*, jednorazow* kod*,
    haseł jednorazow*, hasł* jednorazow*, jednorazow* hasł*, kod* dostępu, kod* logowania,
    kod* do logowania, kod* autoryzac*, kod* aktywac*, kod* uwierzytelni*, kod* sms, sms kod,
    kod* zabezpiecz*, kod* odzyskiwania, kod* zapasow*, tymczasow* kod*, cyfrow* kod*, kod* pin,
    kod* rejestrac*, kod* resetow*, kod* do resetow*, kod* do potwierdz*, kod* do weryfik*`,
  code: `kod, kodu, kody, kodem, kodów, kod* potwierdz*`,
  act: `weryfik*, zweryfik*, potwierd*, logowan*, zalog*, loguj*, ważny, ważności, wygas*, wygaś*,
    traci ważność, wpisać, wprowadz*, podawaj, nie udostępnia*, nikomu, tożsamo*, aktyw*, zresetow*,
    resetow*, minut, minuty, uwierzytel*, dwuetapow*, dwuskładnikow*, hasło, hasła, haseł`,
  enter: `wpisz, wprowadź, podaj, użyj`,
  other: `zamówien*, faktur*, rezerwac*, kod* pocztow*, kod* kreskow*, kod* błędu, kod* produktu, kod* qr,
    kod* odbioru, klient*, numer*, nr, przesyłk*, paczk*, śledzen*, referenc*, telefon*, zadzwoń, kwot*,
    suma, razem, cena, nip, regon, krs, umow*, bilet*, ulica, ul, adres, artykuł*, produkt*, punkt*,
    wersj*, konto nr, transakc*, list przewozow*, polis*, dostaw*, paragon*, zgłoszen*, zł, kod* źródłow*,
    kod* do drzwi`,
  offer: `kod* rabatow*, kod* promocyjn*, rabat*, kupon*, bonu, voucher*, kod* polecając*, zniżk*`,
  meeting: `id spotkania, identyfikator spotkania, dołącz do spotkania`,
}
