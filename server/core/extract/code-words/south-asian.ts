import type { LanguageWords } from './language-words.ts'

export const hindi: LanguageWords = {
  secret: `ओटीपी, सत्यापन कोड, वन टाइम पासवर्ड, वन टाइम कोड, एक बार का पासवर्ड, सुरक्षा कोड, पुष्टिकरण कोड,
    पुष्टि कोड, लॉगिन कोड, एक्सेस कोड, वेरिफिकेशन कोड, पासकोड, प्रमाणीकरण कोड, सक्रियण कोड, अंकों का कोड,
    अंकीय कोड, साइन इन कोड`,
  code: `कोड, पिन`,
  act: `सत्यापन, सत्यापित, लॉगिन, लॉग इन, साइन इन, पुष्टि, मान्य, वैध, समाप्त, साझा न, साझा, पहचान, सक्रिय,
    रीसेट, मिनट, पासवर्ड`,
  enter: `दर्ज, डालें, उपयोग`,
  other: `ऑर्डर, इनवॉइस, चालान, बुकिंग, पिन कोड, डाक कोड, ग्राहक, नंबर, संख्या, ट्रैकिंग, शिपमेंट, संदर्भ,
    फोन, फ़ोन, राशि, कुल, मूल्य, रुपये, जीएसटी, टिकट, उड़ान, पता, उत्पाद, संस्करण, क्यूआर कोड, त्रुटि कोड`,
  offer: `कूपन, कूपन कोड, डिस्काउंट कोड, प्रोमो कोड, छूट, वाउचर, रेफरल कोड, ऑफ़र`,
  meeting: `मीटिंग आईडी`,
}

export const indonesian: LanguageWords = {
  secret: `kode verifikasi, kode otp, kode keamanan, kode konfirmasi, kode akses, kode masuk,
    kode aktivasi, kode sekali pakai, kata sandi sekali pakai, sandi sekali pakai, kode autentikasi,
    kode otentikasi, kode login, kode pemulihan, kode sementara, kode reset, digit kode, kode pin,
    kode digit, kod pengesahan, kod keselamatan, kod sekali guna, kata laluan sekali guna, kode rahasia,
    kode pendaftaran`,
  code: `kodenya`,
  act: `verifikasi*, memverifikasi, konfirmasi*, mengonfirmasi, masuk, berlaku, kedaluwarsa, kadaluarsa,
    kedaluarsa, memasukkan, jangan bagikan, jangan berikan, membagikan, siapa pun, siapapun, identitas,
    aktifkan, mengaktifkan, atur ulang, menit, minit, jangan kongsi*, kata sandi`,
  enter: `masukkan, gunakan, ketik, ketikkan`,
  other: `pesanan*, tagihan*, kode pos, kode booking, kode unik pembayaran, kode pembayaran, kode bayar,
    kode produk, kode qr, kode kesalahan, kode batang, pemesanan, pelanggan, nomor*, resi, pengiriman,
    paket, lacak, referensi, telepon, telp, hubungi, jumlah, harga, pajak, npwp, tiket, penerbangan, jalan,
    alamat, produk, tahun, versi, transaksi*, kwitansi, struk, poskod, rupiah`,
  offer: `kode promo*, kode diskon, kode voucher, kode kupon, diskon*, kode referral, kode undangan,
    kod diskaun`,
  meeting: `id rapat`,
}

export const vietnamese: LanguageWords = {
  secret: `mã xác thực, mã xác minh, mã xác nhận, mã otp, mã bảo mật, mã đăng nhập, mật khẩu một lần,
    mật khẩu dùng một lần, mã dùng một lần, mã sử dụng một lần, mã kích hoạt, mã truy cập, mã pin,
    mã kiểm tra, mã khôi phục, mã tạm thời`,
  code: `mã của bạn, mã này, mã là, mã sau, nhập mã, mã gồm`,
  act: `xác thực, xác minh, xác nhận, đăng nhập, hiệu lực, hết hạn, không chia sẻ, đừng chia sẻ,
    không cung cấp, bất kỳ ai, danh tính, kích hoạt, đặt lại, phút, mật khẩu`,
  enter: `nhập, sử dụng`,
  other: `đơn hàng, mã đơn hàng, hóa đơn, hoá đơn, đặt chỗ, mã đặt chỗ, mã bưu điện, mã bưu chính,
    mã vận đơn, vận đơn, mã sản phẩm, mã khách hàng, mã lỗi, mã qr, mã vạch, khách hàng, số điện thoại,
    điện thoại, số tiền, tổng cộng, hợp đồng, chuyến bay, địa chỉ, sản phẩm, điểm thưởng, phiên bản,
    giao hàng, mã số thuế, mã đơn, giao dịch, hotline`,
  offer: `mã giảm giá, giảm giá, mã khuyến mãi, mã khuyến mại, khuyến mãi, mã giới thiệu, mã quà tặng,
    mã voucher`,
  meeting: `id cuộc họp`,
}

export const thai: LanguageWords = {
  secret: `รหัสยืนยัน, รหัส otp, รหัสผ่านแบบใช้ครั้งเดียว, รหัสผ่านครั้งเดียว, รหัสความปลอดภัย,
    รหัสเข้าสู่ระบบ, รหัสตรวจสอบ`,
  code: `รหัส`,
  act: `ยืนยัน, เข้าสู่ระบบ, หมดอายุ, นาที, ห้ามเปิดเผย, อย่าเปิดเผย, ตัวตน, รหัสผ่าน`,
  enter: `กรอก, ใช้`,
  other: `คำสั่งซื้อ, ใบแจ้งหนี้, รหัสไปรษณีย์, พัสดุ, หมายเลข, โทร, ลูกค้า, ราคา, ยอดรวม, บาท, ที่อยู่,
    สินค้า, คะแนน, เลขที่`,
  offer: `รหัสส่วนลด, ส่วนลด, คูปอง`,
  meeting: `รหัสการประชุม`,
}
