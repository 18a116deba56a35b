import type { LanguageWords } from './language-words.ts'

export const dutch: LanguageWords = {
  secret: `verificatiecode*, verificatie code, bevestigingscode*, bevestigings code, beveiligingscode*,
    veiligheidscode*, toegangscode*, inlogcode*, inlog code, logincode, eenmalige code*,
    eenmalig wachtwoord, eenmalige toegangscode, eenmalige pincode, eenmalige inlogcode, activatiecode*,
    activeringscode*, authenticatiecode*, controlecode*, herstelcode*, back upcode*, tijdelijke code,
    aanmeldcode*, cijferige code, registratiecode*, autorisatiecode*, resetcode*, identificatiecode`,
  code: `pincode, volgende nummer`,
  act: `verifi*, bevestig*, inlog*, in te loggen, log in, logt in, aanmeld*, geldig*, verloopt, verlopen,
    invoeren, in te voeren, deel deze, deel dit, deel hem, identiteit*, activeer*, minuten, tweestaps*,
    twee stappen, twee factor, tweefactor*, aangevraagd, herstel*, wachtwoord*`,
  enter: `voer, vul, gebruik, toets`,
  other: `bestel*, factuur*, klant*, telefoon*, bel ons, bellen, bedrag, totaal, prijs, btw, kvk, zending*,
    pakket*, pakje, track en trace, referentie*, kenmerk, reservering*, boeking*, vlucht*, straat,
    artikel*, punten, versie, foutcode*, streepjescode*, polis*, dossier*, verzend*, levering*,
    lidmaatschap*, relatie*, ophaalcode*, postbus, deurcode*, afhaalcode*`,
  offer: `kortingscode*, korting*, actiecode*, actie code, cadeau*, waardebon*, uitnodigingscode*,
    vriendencode, spaar*`,
  meeting: `vergaderings id, vergadering id, deelnemen aan de vergadering`,
}
