import { expect, test } from 'vitest'
import { languages } from '../../../server/core/extract/code-words/languages.ts'
import { linkWords } from '../../../ui/lib/format/link-words.ts'
import { mainLinks } from '../../../ui/lib/format/main-links.ts'

/** The links of a mail as they stand in it, from top to bottom; `→` is what it was sent for. */
const mails: Readonly<Record<string, readonly (readonly string[])[]>> = {
  english: [
    ['View in browser', 'Loomdesk', '→ Verify email address', 'Help center', 'Privacy policy'],
    ['Our shop', '→ Reset your password', 'Contact us', 'Terms'],
    ['Acme', '→ Accept the invitation', 'Imprint'],
  ],
  german: [
    ['Im Browser ansehen', 'Wanderkiste', '→ E-Mail-Adresse bestätigen', 'Hilfe', 'Datenschutz'],
    ['Buchfink', '→ Passwort zurücksetzen', 'Kontakt', 'Impressum', 'AGB'],
    ['Notizblock', '→ Jetzt anmelden', 'Häufige Fragen'],
    ['Verein', '→ Einladung annehmen', 'Datenschutzerklärung'],
  ],
  dutch: [
    ['Bekijk online', 'Fietsenwinkel', '→ Bevestig je e-mailadres', 'Klantenservice', 'Privacy'],
    ['Winkel', '→ Wachtwoord opnieuw instellen', 'Voorwaarden'],
  ],
  swedish: [
    ['Öppna i webbläsare', 'Butiken', '→ Bekräfta din e-postadress', 'Kundtjänst', 'Villkor'],
    ['Butiken', '→ Återställ lösenordet', 'Integritetspolicy'],
  ],
  'norwegian and danish': [
    ['Vis i nettleseren', 'Butikken', '→ Bekreft e-postadressen', 'Kundeservice', 'Personvern'],
    ['Butikken', '→ Nulstil adgangskode', 'Hjælp', 'Betingelser'],
  ],
  finnish: [
    [
      'Avaa selaimessa',
      'Kauppa',
      '→ Vahvista sähköpostiosoitteesi',
      'Asiakaspalvelu',
      'Käyttöehdot',
    ],
    ['Kauppa', '→ Vaihda salasana', 'Tietosuojaseloste'],
  ],
  french: [
    [
      'Voir dans le navigateur',
      'Petit Panier',
      '→ Vérifier mon adresse',
      'Aide',
      'Mentions légales',
    ],
    ['Covoit', '→ Réinitialiser le mot de passe', 'Nous contacter', 'Conditions générales'],
    ['Ma banque', '→ Se connecter', 'Confidentialité'],
  ],
  spanish: [
    [
      'Ver en el navegador',
      'La tienda',
      '→ Confirmar mi correo',
      'Ayuda',
      'Política de privacidad',
    ],
    ['Tucine', '→ Restablecer contraseña', 'Preguntas frecuentes', 'Aviso legal'],
  ],
  portuguese: [
    ['Ver no navegador', 'A loja', '→ Confirmar e-mail', 'Ajuda', 'Termos de uso'],
    ['Tarefa', '→ Redefinir senha', 'Fale conosco', 'Privacidade'],
  ],
  italian: [
    ['Vedi nel browser', 'Il negozio', '→ Conferma il tuo indirizzo', 'Assistenza', 'Note legali'],
    ['Il negozio', '→ Reimposta la password', 'Contattaci', 'Termini e condizioni'],
  ],
  romanian: [
    [
      'Deschide în browser',
      'Magazin',
      '→ Confirmă adresa de e-mail',
      'Ajutor',
      'Termeni și condiții',
    ],
    ['Magazin', '→ Resetează parola', 'Asistență', 'Confidențialitate'],
  ],
  polish: [
    ['Zobacz w przeglądarce', 'Sklep', '→ Potwierdź adres e-mail', 'Pomoc', 'Regulamin'],
    ['Chmurnik', '→ Ustaw nowe hasło', 'Kontakt', 'Polityka prywatności'],
  ],
  'czech and slovak': [
    ['Zobrazit v prohlížeči', 'Obchod', '→ Ověřit e-mail', 'Nápověda', 'Podmínky'],
    ['Obchod', '→ Obnoviť heslo', 'Kontakt', 'Ochrana osobných údajov'],
  ],
  russian: [
    [
      'Открыть в браузере',
      'Магазин',
      '→ Подтвердить адрес',
      'Помощь',
      'Политика конфиденциальности',
    ],
    ['Заметки', '→ Войти в аккаунт', 'Служба поддержки', 'Пользовательское соглашение'],
  ],
  ukrainian: [
    ['Відкрити у браузері', 'Крамниця', '→ Підтвердити пошту', 'Допомога', 'Умови'],
    ['Крамниця', '→ Відновити пароль', 'Зв’язатися з нами'],
  ],
  hungarian: [
    ['Megnyitás böngészőben', 'Bolt', '→ E-mail-cím megerősítése', 'Súgó', 'Adatvédelem'],
    ['Bolt', '→ Új jelszó megadása', 'Ügyfélszolgálat', 'Felhasználási feltételek'],
  ],
  greek: [
    ['Προβολή στο πρόγραμμα περιήγησης', 'Κατάστημα', '→ Επιβεβαίωση διεύθυνσης', 'Βοήθεια'],
    ['Κατάστημα', '→ Επαναφορά κωδικού', 'Επικοινωνία', 'Πολιτική απορρήτου'],
  ],
  turkish: [
    ['Tarayıcıda görüntüle', 'Mağaza', '→ E-postayı doğrula', 'Yardım', 'Gizlilik'],
    ['Öğrenci Köşesi', '→ ŞİFREMİ SIFIRLA', 'Bize ulaşın'],
  ],
  arabic: [
    ['عرض في المتصفح', 'المتجر', '→ تأكيد البريد الإلكتروني', 'المساعدة', 'سياسة الخصوصية'],
    ['المتجر', '→ إعادة تعيين كلمة المرور', 'اتصل بنا', 'الشروط والأحكام'],
  ],
  hebrew: [
    ['הצג בדפדפן', 'החנות', '→ אישור כתובת הדוא"ל', 'עזרה', 'מדיניות פרטיות'],
    ['החנות', '→ איפוס סיסמה', 'צור קשר', 'תנאי שימוש'],
  ],
  hindi: [
    ['ब्राउज़र में देखें', 'दुकान', '→ ईमेल की पुष्टि करें', 'सहायता', 'गोपनीयता नीति'],
    ['दुकान', '→ पासवर्ड रीसेट करें', 'संपर्क करें', 'नियम और शर्तें'],
  ],
  thai: [
    ['ดูในเบราว์เซอร์', 'ร้านค้า', '→ กรุณายืนยันอีเมลของคุณ', 'ศูนย์ช่วยเหลือ', 'นโยบายความเป็นส่วนตัว'],
    ['ร้านค้า', '→ รีเซ็ตรหัสผ่าน', 'ติดต่อเรา'],
  ],
  indonesian: [
    ['Lihat di browser', 'Toko', '→ Verifikasi email Anda', 'Bantuan', 'Kebijakan privasi'],
    ['Toko', '→ Atur ulang kata sandi', 'Hubungi kami', 'Syarat dan ketentuan'],
  ],
  vietnamese: [
    ['Xem trên trình duyệt', 'Cửa hàng', '→ Xác nhận địa chỉ email', 'Trợ giúp', 'Điều khoản'],
    ['Cửa hàng', '→ Đặt lại mật khẩu', 'Liên hệ', 'Quyền riêng tư'],
  ],
  japanese: [
    ['ブラウザで表示', 'ショップ', '→ メールアドレスを確認する', 'ヘルプ', 'プライバシーポリシー'],
    ['ショップ', '→ パスワードを再設定', 'お問い合わせ', '利用規約'],
  ],
  chinese: [
    ['在浏览器中查看', '商店', '→ 立即验证邮箱', '帮助中心', '隐私政策'],
    ['商店', '→ 重設密碼', '聯絡我們', '服務條款'],
  ],
  korean: [
    ['브라우저에서 보기', '상점', '→ 이메일 인증하기', '고객센터', '개인정보 처리방침'],
    ['상점', '→ 비밀번호 재설정', '문의하기', '이용약관'],
  ],
}

test('links are ranked in as many languages as codes are found in', () => {
  expect(Object.keys(mails)).toEqual(Object.keys(linkWords))
  expect(Object.keys(linkWords)).toHaveLength(languages.length)
})

const each = Object.entries(mails).flatMap(([language, some]) =>
  some.map((mail) => [language, mail] as const),
)

test.for(each)(
  'in %s, what a mail was sent for comes first, and what every mail has comes last: %j',
  ([, mail]) => {
    const texts = mail.map((text) => text.replace('→ ', ''))
    const wanted = mail.findIndex((text) => text.startsWith('→'))
    // Addresses that say nothing: only the words can tell.
    const links = texts.map((Text, at) => ({
      ...{ URL: `https://a.test/c/${at}`, Text },
      ...{ Kind: 'link', Source: 'html' },
    }))

    const ranked = mainLinks(links).main.map(({ label }) => label)

    // Before it stands the name of the shop, which is neither.
    expect(ranked.slice(0, 2)).toEqual([texts[wanted], texts[wanted - 1]])
  },
)
