/** How links say that they end a subscription; folded (see `foldWords`), anywhere in the words of the link. */
export const unsubscribeWords: readonly string[] = [
  // English
  ...['unsubscribe', 'unsubscribing', 'opt out', 'optout', 'stop receiving', 'stop these emails'],
  ...['email preferences', 'manage preferences', 'manage your subscription', 'leave this list'],
  // German
  ...['abmelden', 'abbestellen', 'abmeldung', 'newsletter abbestell', 'abbestellung', 'austragen'],
  // French
  ...['desabonner', 'desabonnement', 'desinscrire', 'desinscription', 'me desinscris'],
  // Spanish, Portuguese
  ...['darse de baja', 'darme de baja', 'date de baja', 'dar de baja', 'cancelar suscripcion'],
  ...['cancelar la suscripcion', 'anular suscripcion', 'anular la suscripcion', 'desuscrib'],
  ...['cancelar inscricao', 'cancelar a inscricao', 'cancelar subscricao', 'cancelar a subscricao'],
  ...[
    'cancelar assinatura',
    'cancelar a assinatura',
    'descadastr',
    'remover inscricao',
    'desinscrev',
  ],
  // Italian
  ...[
    'disiscri',
    'annulla iscrizione',
    "annulla l'iscrizione",
    'cancella iscrizione',
    'cancellami',
  ],
  ...["cancella l'iscrizione", 'annullare l iscrizione', 'disiscrizione'],
  // Dutch
  ...['afmelden', 'uitschrijven', 'afmelding', 'uitschrijving'],
  // Swedish, Norwegian, Danish, Finnish
  ...['avprenumerera', 'avregistrera', 'avsluta prenumeration', 'avmeld', 'avslutt abonnement'],
  ...['meld deg av', 'afmeld', 'frameld', 'peru tilaus', 'peruuta tilaus', 'peruuta uutiskirje'],
  // Polish, Czech, Romanian, Hungarian
  ...['wypisz', 'zrezygnuj z', 'anuluj subskrypcj', 'rezygnacja z', 'odhlasit', 'odhlaseni'],
  ...['zrusit odber', 'dezabon', 'leiratkoz', 'leiratkozas'],
  // Turkish, Greek
  ...['abonelikten cik', 'aboneligi iptal', 'listeden cik', 'uyelikten cik'],
  ...['καταργηση εγγραφης', 'απεγγραφη', 'διαγραφη απο'],
  // Russian, Ukrainian
  ...[
    'отписаться',
    'отписка',
    'отменить подписку',
    'отказаться от',
    'відписатися',
    'скасувати підписку',
  ],
  // Arabic, Hebrew
  ...['الغاء الاشتراك', 'إلغاء الاشتراك', 'להסרה', 'הסרה מרשימת', 'ביטול הרשמה', 'הסר אותי'],
  // Hindi, Indonesian, Vietnamese
  ...[
    'सदस्यता समाप्त',
    'अनसब्सक्राइब',
    'सदस्यता रद्द',
    'berhenti berlangganan',
    'huy dang ky',
    'ngung nhan',
  ],
  // Japanese, Chinese, Korean
  ...[
    '配信停止',
    '配信を停止',
    '配信解除',
    '購読解除',
    '購読を解除',
    '購読を停止',
    '登録解除',
    'メルマガ解除',
    '退会',
  ],
  ...[
    '退订',
    '取消订阅',
    '退訂',
    '取消訂閱',
    '수신거부',
    '수신 거부',
    '구독 취소',
    '구독취소',
    '구독 해지',
  ],
]

/** How addresses say it, in lower case. */
export const unsubscribePaths: readonly string[] = [
  ...[
    'unsubscribe',
    'unsub',
    'optout',
    'opt-out',
    'opt_out',
    'abmelden',
    'abbestellen',
    'desabonn',
  ],
  ...[
    'desinscri',
    'disiscri',
    'uitschrijven',
    'afmelden',
    'darse-de-baja',
    'descadastr',
    'leiratkoz',
  ],
]
