/**
 * How links say what they are for, by language; parted by commas, marks as one writes them. What begins with
 * one of them is meant as well: `bestätig` is also `bestätigen`.
 */
export interface LinkWords {
  /** What a mail is sent for: to confirm, verify, activate, reset, sign in, accept, approve. */
  readonly action: string
  /** What stands in every mail: privacy, terms, imprint, help, contact, the mail in a browser. */
  readonly aside: string
}

/** All languages at once: mail does not say which one it is in. */
export const linkWords: Readonly<Record<string, LinkWords>> = {
  english: {
    action: `verif, confirm, activat, reset, sign in, signin, log in, login, magic link, accept, approve,
      unlock, set password, set a password, set your password, choose a password, create a password,
      join the, accept invit, invitation, recover`,
    aside: `privacy, terms, help, support, contact, faq, view in, view it in, view on, view this, in browser,
      in your browser, in a browser, web version, webversion, imprint`,
  },
  german: {
    action: `bestätig, verifizier, aktivier, freischalt, zurücksetz, passwort ändern, passwort festlegen,
      passwort vergeben, neues passwort, anmelden, einloggen, jetzt anmelden, zum login, einladung, annehmen,
      zustimmen, entsperr, genehmig, freigeben, wiederherstell`,
    aside: `datenschutz, impressum, agb, nutzungsbedingungen, hilfe, kontakt, kundenservice, häufige fragen,
      im browser, webansicht, online ansehen, onlineversion`,
  },
  dutch: {
    action: `bevestig, verifieer, verifiër, activeer, activeren, opnieuw instellen, wachtwoord, inloggen,
      log in, aanmelden, uitnodiging, accepteer, accepteren, goedkeuren, ontgrendel, herstel`,
    aside: `privacy, voorwaarden, hulp, contact, klantenservice, veelgestelde vragen, in je browser,
      in uw browser, online versie, webversie, bekijk online`,
  },
  swedish: {
    action: `bekräfta, verifiera, aktivera, återställ, byt lösenord, nytt lösenord, välj lösenord, logga in,
      acceptera, inbjudan, godkänn, lås upp`,
    aside: `integritet, villkor, hjälp, kontakt, kundtjänst, vanliga frågor, i webbläsare, i din webbläsare,
      webbversion`,
  },
  'norwegian and danish': {
    action: `bekreft, bekræft, verifiser, verificer, verificér, aktiver, aktivér, tilbakestill, nulstil,
      nytt passord, ny adgangskode, logg inn, log ind, log på, godta, aksepter, accepter, acceptér,
      invitasjon, invitation, godkjenn, godkend, lås opp, lås op, gjenopprett, gendan`,
    aside: `personvern, privatliv, vilkår, betingelser, hjelp, hjælp, kontakt, kundeservice, ofte stilte,
      ofte stillede, i nettleser, i nettleseren, i din browser, i browser, webversjon, webversion`,
  },
  finnish: {
    action: `vahvista, varmenna, aktivoi, nollaa, palauta, vaihda salasana, aseta salasana, uusi salasana,
      kirjaudu, hyväksy, liity, kutsu, avaa lukitus`,
    aside: `tietosuoja, käyttöehdot, ehdot, ohje, apua, tuki, ota yhteyttä, yhteystiedot, asiakaspalvelu,
      selaimessa, verkkoversio`,
  },
  french: {
    action: `confirm, vérifi, valider, validez, activ, réinitialis, nouveau mot de passe,
      choisir un mot de passe, définir mon mot de passe, définir un mot de passe, changer mon mot de passe,
      me connecter, se connecter, connectez, connexion, accepter, acceptez, rejoindre, invitation, approuver,
      débloquer, déverrouiller, récupérer`,
    aside: `confidentialité, vie privée, conditions, cgu, cgv, mentions légales, aide, contact, assistance,
      foire aux questions, dans le navigateur, dans votre navigateur, version en ligne, version web`,
  },
  spanish: {
    action: `confirm, verific, activ, restablec, recuper, cambiar contraseña, cambiar la contraseña,
      cambiar mi contraseña, crear contraseña, crear una contraseña, nueva contraseña, iniciar sesión,
      inicia sesión, acceder, accede, entrar, aceptar, acepta, unirme, unirse, invitación, aprobar,
      desbloque`,
    aside: `privacidad, términos, condiciones, aviso legal, ayuda, contacto, contáctanos, soporte,
      preguntas frecuentes, en el navegador, en tu navegador, en su navegador, versión web, ver online`,
  },
  portuguese: {
    action: `confirm, verific, ativ, redefin, repor, recuper, alterar senha, alterar a senha, criar senha,
      nova senha, nova palavra passe, entrar, iniciar sessão, fazer login, acessar, aceder, aceitar, aceite,
      convite, aprovar, desbloque`,
    aside: `privacidade, termos, condições, aviso legal, ajuda, contato, contacto, fale conosco, suporte,
      perguntas frequentes, no navegador, no seu navegador, versão web, ver online`,
  },
  italian: {
    action: `conferm, verific, attiva, reimposta, ripristina, reset, cambia password, cambia la password,
      nuova password, imposta password, imposta la password, accedi, entra, accetta, unisciti, invito,
      approva, sblocca, recupera`,
    aside: `privacy, termini, condizioni, note legali, aiuto, assistenza, contatti, contattaci,
      domande frequenti, nel browser, nel tuo browser, versione web, versione online`,
  },
  romanian: {
    action: `confirm, verific, activ, resetea, reseteaz, schimbă parola, setează parola, parolă nouă,
      autentific, conectează, conectare, intră în cont, accept, invitați, aprob, deblochea, recuperea`,
    aside: `confidențialitate, termeni, condiții, ajutor, contact, asistență, întrebări frecvente,
      în browser, versiunea web`,
  },
  polish: {
    action: `potwierd, zweryfik, weryfik, aktyw, zresetuj, resetuj, ustaw hasło, ustaw nowe, zmień hasło,
      nowe hasło, zaloguj, akceptuj, zaakceptuj, przyjmij, zaproszeni, dołącz, zatwierd, odblokuj, odzyskaj`,
    aside: `prywatności, regulamin, warunki, pomoc, kontakt, obsługa klienta, najczęstsze pytania,
      w przeglądarce, wersja online`,
  },
  'czech and slovak': {
    action: `potvrdit, potvrďte, potvrdiť, potvrzení, ověř, over, aktivov, aktivuj, obnov, resetovat,
      nové heslo, změnit heslo, zmeniť heslo, nastavit heslo, nastaviť heslo, přihlásit, přihlaste,
      prihlásiť, přijmout, prijať, pozvánk, schválit, schváliť, odemknout, odomknúť`,
    aside: `ochrana osobních, ochrana osobných, soukromí, súkromie, podmínky, podmienky, nápověda, pomoc,
      kontakt, zákaznick, časté dotazy, v prohlížeči, v prehliadači, webová verze`,
  },
  russian: {
    action: `подтверд, провер, активир, сбросить, восстанов, сменить пароль, новый пароль, задать пароль,
      установить пароль, войти, вход в, авториз, принять, приглаш, одобрить, разблокир`,
    aside: `конфиденциальност, условия, соглашение, помощь, справка, поддержк, контакт, связаться,
      частые вопросы, в браузере, веб версия`,
  },
  ukrainian: {
    action: `підтверд, перевір, актив, скинути, віднов, змінити пароль, новий пароль, встановити пароль,
      увійти, вхід до, авториз, прийняти, запрош, схвалити, розблок`,
    aside: `конфіденційн, умови, угода, допомога, довідка, підтримк, контакт, звязатися, часті запитання,
      у браузері, в браузері, веб версія`,
  },
  hungarian: {
    action: `megerősít, erősítse, erősítsd, hitelesít, ellenőriz, aktivál, visszaállít, új jelszó,
      jelszó megadása, jelszó módosítása, bejelentkez, belépés, elfogad, meghívó, csatlakoz, jóváhagy,
      feloldás`,
    aside: `adatvédel, adatkezelés, felhasználási feltételek, feltételek, súgó, segítség, kapcsolat,
      ügyfélszolgálat, gyakori kérdések, böngészőben, webes változat`,
  },
  greek: {
    action: `επιβεβαίωσ, επιβεβαιώστε, επαλήθευσ, επαληθεύστε, ενεργοποί, επαναφορά, νέος κωδικός,
      αλλαγή κωδικού, ορίστε κωδικό, σύνδεση, συνδεθείτε, είσοδος, αποδοχή, αποδεχτείτε, πρόσκληση, έγκριση,
      ξεκλείδωμα`,
    aside: `απόρρητο, απορρήτου, όροι, προϋποθέσεις, βοήθεια, υποστήριξη, επικοινωνία, συχνές ερωτήσεις,
      στο πρόγραμμα περιήγησης, στον browser, διαδικτυακή έκδοση`,
  },
  turkish: {
    action: `onayla, doğrula, etkinleştir, aktifleştir, aktive et, sıfırla, şifremi, şifre belirle,
      yeni şifre, şifreyi değiştir, parola, giriş yap, oturum aç, kabul et, davet, katıl, kilidini aç`,
    aside: `gizlilik, kullanım koşulları, şartlar, yardım, destek, iletişim, bize ulaşın, sık sorulan,
      tarayıcıda, tarayıcınızda, web sürümü`,
  },
  arabic: {
    action: `تأكيد, أكد, تحقق, توثيق, تفعيل, فعّل, إعادة تعيين, إعادة ضبط, كلمة مرور جديدة,
      تغيير كلمة المرور, تسجيل الدخول, دخول, قبول, دعوة, الموافقة, انضم, استعادة`,
    aside: `الخصوصية, سياسة, الشروط, شروط, المساعدة, مساعدة, الدعم, اتصل بنا, تواصل معنا, الأسئلة,
      في المتصفح, نسخة الويب`,
  },
  hebrew: {
    action: `אישור, אשר את, לאשר, אמת, אימות, הפעל, הפעלת, איפוס, אפס, סיסמה חדשה, שינוי סיסמה, התחבר, התחברות,
      כניסה, קבל, הזמנה, הצטרף, שחרור, שחזור`,
    aside: `פרטיות, תנאי, עזרה, תמיכה, צור קשר, צרו קשר, שאלות נפוצות, בדפדפן, גרסת אינטרנט`,
  },
  hindi: {
    action: `पुष्टि, सत्यापित, सत्यापन, सक्रिय, रीसेट, नया पासवर्ड, पासवर्ड बदलें, लॉग इन, लॉगिन, साइन इन,
      स्वीकार, आमंत्रण, स्वीकृत, अनलॉक`,
    aside: `गोपनीयता, नियम, शर्तें, सहायता, मदद, संपर्क, सामान्य प्रश्न, ब्राउज़र में`,
  },
  thai: {
    action: `ยืนยัน, ตรวจสอบ, เปิดใช้งาน, รีเซ็ต, ตั้งรหัสผ่าน, เปลี่ยนรหัสผ่าน, รหัสผ่านใหม่, เข้าสู่ระบบ,
      ลงชื่อเข้าใช้, ยอมรับ, คำเชิญ, อนุมัติ, ปลดล็อก`,
    aside: `ความเป็นส่วนตัว, ข้อกำหนด, เงื่อนไข, ความช่วยเหลือ, ช่วยเหลือ, ติดต่อ, คำถามที่พบบ่อย,
      ในเบราว์เซอร์`,
  },
  indonesian: {
    action: `konfirmasi, verifikasi, aktifkan, aktivasi, atur ulang, setel ulang, reset, kata sandi baru,
      ubah kata sandi, buat kata sandi, masuk, login, terima, undangan, gabung, setujui, buka kunci,
      pulihkan`,
    aside: `privasi, syarat, ketentuan, bantuan, hubungi, dukungan, pertanyaan umum, di browser,
      di peramban, versi web`,
  },
  vietnamese: {
    action: `xác nhận, xác minh, xác thực, kích hoạt, đặt lại, mật khẩu mới, đổi mật khẩu, tạo mật khẩu,
      đăng nhập, chấp nhận, lời mời, tham gia, phê duyệt, mở khóa, khôi phục`,
    aside: `quyền riêng tư, bảo mật thông tin, điều khoản, trợ giúp, hỗ trợ, liên hệ, câu hỏi thường gặp,
      trong trình duyệt, trên trình duyệt, phiên bản web`,
  },
  japanese: {
    action: `確認する, 確認はこちら, メールアドレスを確認, アドレスを確認, 認証, 有効化, 有効にする, 再設定,
      リセット, パスワードを設定, パスワードを変更, 新しいパスワード, ログイン, サインイン, 承認, 承諾, 招待,
      参加する, ロックを解除, 登録を完了, 本登録`,
    aside: `プライバシー, 利用規約, 規約, 特定商取引, ヘルプ, お問い合わせ, よくある質問, サポート,
      ブラウザで, ブラウザーで, ウェブ版`,
  },
  chinese: {
    action: `确认, 確認, 验证, 驗證, 激活, 启用, 啟用, 重置, 重設, 重设, 设置密码, 設定密碼, 修改密码,
      變更密碼, 新密码, 新密碼, 登录, 登入, 登錄, 接受, 邀请, 邀請, 加入, 批准, 核准, 解锁, 解鎖, 找回`,
    aside: `隐私, 隱私, 条款, 條款, 帮助, 幫助, 客服, 联系, 聯絡, 常见问题, 常見問題, 浏览器, 瀏覽器,
      网页版, 網頁版`,
  },
  korean: {
    action: `확인하기, 이메일 확인, 주소 확인, 인증, 활성화, 재설정, 초기화, 비밀번호 변경, 비밀번호 설정,
      새 비밀번호, 로그인, 수락, 초대, 참여하기, 승인, 잠금 해제`,
    aside: `개인정보, 약관, 도움말, 고객센터, 고객 센터, 문의, 자주 묻는, 브라우저에서, 웹 버전`,
  },
}
