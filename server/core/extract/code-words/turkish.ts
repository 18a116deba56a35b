import type { LanguageWords } from './language-words.ts'

export const turkish: LanguageWords = {
  secret: `doğrulama kod*, onay kod*, onaylama kod*, güvenlik kod*, tek kullanımlık, tek seferlik,
    giriş kod*, oturum açma kod*, aktivasyon kod*, etkinleştirme kod*, sms şifre*, erişim kod*,
    kimlik doğrulama kod*, kurtarma kod*, yedek kod*, sıfırlama kod*, geçici kod*, geçici şifre*,
    haneli kod*, basamaklı kod*, teyit kod*, doğrulama şifre*, kayıt kod*, pin kod*, doğrulama numara*`,
  code: `kod, kodu, kodun, kodunu, kodunuz, kodunuzu, koduna, kodla, koduyla, kodlar, kodları, kodlarınız,
    kodumuz`,
  act: `doğrula*, onayla*, giriş*, oturum aç*, geçerli*, sona er*, girerek, paylaşmay*, kimlik*,
    etkinleştir*, sıfırla*, dakika*, iki adım*, iki faktör*, iki aşama*, kaydı, kayıt kodu, şifre*,
    parola*`,
  enter: `girin, giriniz, kullanın, yazın`,
  other: `sipariş*, fatura*, rezervasyon*, posta kod*, barkod*, hata kod*, ürün kod*, karekod*, müşteri*,
    numara*, takip*, kargo*, gönderi*, paket*, referans*, telefon*, arayın, tutar*, toplam*, fiyat*, tl,
    kdv, vergi*, sözleşme*, bilet*, uçuş*, sokak, cadde*, adres*, ürün*, puan*, yılı*, sürüm*, işlem no,
    poliçe*, makbuz*, teslim*, üyelik no, kaynak kod*, üye no`,
  offer: `indirim kod*, indirim*, kupon*, hediye*, promosyon*, kampanya*, davet kod*`,
  meeting: `toplantı kimliği, toplantı id, toplantıya katıl*`,
}
