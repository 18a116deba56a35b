import { describe, expect, test } from 'vitest'
import type { Code, MailWords } from '../../../../server/core/extract/code.ts'
import { findCodes } from '../../../../server/core/extract/find-codes.ts'
import { limits } from '../../../../server/core/limits.ts'
import { finish } from '../../../support/finish.ts'

function codesOf(words: Partial<MailWords>): readonly Code[] {
  const none = { subject: '', text: '', page: '', hidden: '', token: undefined }
  return finish(findCodes({ ...none, ...words })).result
}

function valuesOf(words: Partial<MailWords>): string[] {
  return codesOf(words).map(({ value }) => value)
}

describe('a code is found', () => {
  test.for([
    ['en', '482913', '482913 is your Acme verification code'],
    ['en', '4829', 'Your one-time PIN is 4829. It expires in 10 minutes.'],
    ['en', '482913', 'Enter 482913 to sign in to Foo.'],
    ['en', '482913', 'Security code: 482913\nOnly enter this code on an official website or app.'],
    ['en', '2048', 'Your PIN is 2048.'],
    ['de', '902841', 'Dein Bestätigungscode lautet 902841. Er ist 10 Minuten gültig.'],
    [
      'de',
      '902841',
      'Ihre TAN für die Überweisung über 123,45 EUR an DE89370400440532013000: 902841',
    ],
    ['fr', '902841', 'Voici votre code : 902841\nIl expire dans 10 minutes.'],
    ['es', '902841', 'Usa el código 902841 para iniciar sesión en tu cuenta.'],
    ['pt', '902841', 'Seu código de verificação é: 902841. Não compartilhe.'],
    ['it', '902841', '902841 è il codice per accedere al tuo account'],
    ['nl', '902841', 'Gebruik code 902841 om in te loggen bij Bol.'],
    ['pl', '902841', 'Kod: 902841. Wpisz go, aby się zalogować.'],
    ['tr', '902841', '902841 Trendyol giriş kodunuzdur. Kimseyle paylaşmayın.'],
    ['ru', '902841', 'Ваш код подтверждения: 902841. Никому не сообщайте его.'],
    ['uk', '902841', 'Ваш код підтвердження: 902841'],
    ['ja', '902841', '認証コードは「902841」です。有効期限は10分です。'],
    ['zh', '902841', '您的验证码是902841，5分钟内有效。'],
    ['zh', '902841', '您的驗證碼為：902841，請於 10 分鐘內輸入。'],
    ['ko', '902841', '인증번호는 902841입니다. 3분 이내에 입력해주세요.'],
    ['ar', '902841', 'رمز التحقق الخاص بك هو: 902841. لا تشاركه مع أحد.'],
    ['he', '902841', 'קוד האימות שלך הוא 902841'],
    ['hi', '902841', 'आपका ओटीपी 902841 है। इसे किसी के साथ साझा न करें।'],
    ['th', '902841', 'รหัส OTP ของคุณคือ 902841'],
    ['sv', '902841', 'Din engångskod: 902841. Koden är giltig i 5 minuter.'],
    ['no', '902841', 'Din engangskode er 902841'],
    ['da', '902841', 'Bekræftelseskoden er 902841'],
    ['fi', '902841', 'Vahvistuskoodisi on 902841'],
    ['cs', '902841', 'Váš ověřovací kód je 902841'],
    ['sk', '902841', 'Váš overovací kód: 902841'],
    ['hu', '902841', 'Az ellenőrző kód: 902841'],
    ['ro', '902841', 'Codul tău de verificare este 902841'],
    ['el', '902841', 'Ο κωδικός επαλήθευσης είναι 902841'],
    ['id', '902841', 'Kode verifikasi Anda adalah 902841'],
    ['vi', '902841', 'Mã xác thực của bạn là 902841'],
  ] as const)('%s: %s in %j', ([, code, text]) => {
    expect(valuesOf({ text })).toEqual([code])
  })
})

describe('a code is given as it is displayed', () => {
  test.for([
    ['482 913', 'Use code 482 913 to log in.'],
    ['482-913', 'Hi,\n\nHere is your login code:\n\n482-913\n\nThanks'],
    ['G-482913', 'G-482913 is your Google verification code.'],
    ['KQT-482', 'Your sign-in code\n\nKQT-482'],
    ['7F3K9Q', 'Your access code is 7F3K9Q'],
    ['WDJB-MJHT', 'Enter the device code WDJB-MJHT at https://example.com/login/device'],
    ['xk29fa', 'Your login code is: xk29fa'],
    ['482913', 'Your verification code is *482913*.'],
    ['482913', 'Passcode: 482913.Do not share.'],
    ['482913', 'Code:482913'],
  ] as const)('%s in %j', ([code, text]) => {
    expect(valuesOf({ text })).toEqual([code])
  })

  test.for([
    ['full-width', 'ＯＴＰ：４８２９１３'],
    ['Arabic-Indic', 'رمز التحقق الخاص بك هو ٤٨٢٩١٣'],
    ['Persian', 'Your OTP is ۴۸۲۹۱۳'],
    ['Devanagari', 'Your OTP is ४८२९१३'],
    ['bold mathematical', 'Your OTP is 𝟒𝟖𝟐𝟗𝟏𝟑'],
    ['zero-width spaced', 'Your OTP is 482\u200b913'],
  ])('%s digits are the ASCII digits that one types', ([, text]) => {
    expect(valuesOf({ text: text ?? '' })).toEqual(['482913'])
  })
})

describe('digits in places of their own are one code', () => {
  test.for([
    ['cells', '\v4\v\v8\v\v2\v\v9\v\v1\v\v3\v'],
    ['cells of two digits', '\v48\v\v29\v\v13\v'],
    ['blocks', '\f4\f\f8\f\f2\f\f9\f\f1\f\f3\f'],
    ['spaces', '\f4 8 2 9 1 3\f'],
    ['dots', '\f4·8·2·9·1·3\f'],
    ['hyphens', '\f4-8-2-9-1-3\f'],
  ])('%s', ([, digits]) => {
    expect(valuesOf({ page: `Your login code\f${digits ?? ''}\fexpires soon` })).toEqual(['482913'])
  })

  test('a cell with a dash keeps it', () => {
    expect(valuesOf({ page: 'Your login code\f\v4\v\v8\v\v2\v-\v9\v\v1\v\v3\v\f' })).toEqual([
      '482-913',
    ])
  })
})

describe('what is no code is not found', () => {
  test.for([
    'Your order 482913 has shipped.',
    'Invoice 20240012 for March 2024. Amount due: 1,234.00 EUR.',
    'Use promo code 482913 for 20% off your next order',
    'Use code SAVE20 at checkout for 20% off.',
    'Enter voucher code KQT-123 at checkout',
    'Dein Gutscheincode: 482913',
    'Votre code promo : 482913',
    'Código de descuento: 482913',
    'Siparişiniz 482913 kargoya verildi. Takip kodu: 99887766',
    'ご注文番号：482913\n合計 12,800円',
    '订单号482913已发货，运单号：771234567890。如有问题请致电400-123-4567',
    '주문번호: 482913\n쿠폰 코드: SALE2024',
    'رقم الطلب: 482913',
    'Ihre Kundennummer: 482913. Ihre Postleitzahl: 10115.',
    'Code postal : 75011 Paris',
    'Booking confirmation code: QX7R2P. Flight LH1234 to Berlin.',
    'Ticket #482913 has been updated. Please log in to view.',
    'Call us at 555-0123 or 1-800-555-0199 to verify your identity.',
    'Error code 5501 occurred on build 20231. Sign in to see logs.',
    'HTTP status code 4044 for /login.',
    'Your password was changed on 2024-05-06 at 12:30. Verify your identity.',
    'Sign in to your account\n\nAcme Inc, 12345 Main Street, Springfield, IL 62701\n© 2024 Acme',
    'Click to verify your email: https://example.com/verify?code=482913',
    'Write to verify-482913@example.com to confirm your login code.',
    'The PIN for your new card will arrive by post. Card ending in 4821.',
    'Code sent to the phone *****4821.',
    'We will never ask for your verification code. Support case 482913.',
    'Join the meeting\nMeeting ID: 812 3456 7890\nPasscode: 482913',
    'Learn to code in 2025! Sign up today.',
    'Vote for us! Text 40404 to 8080.',
    'Your security code costs 4829 EUR.',
    'The colour code is #482913.',
    '482913',
    '',
  ])('%j', (text) => {
    expect(valuesOf({ text })).toEqual([])
  })
})

test('the best comes first, and each value once', () => {
  const text = 'Your code for the browser session 5512 is 482913.\n\nVerification code: 482913'

  expect(valuesOf({ text, page: 'Verification code\f482 913' })[0]).toBe('482 913')
  expect(new Set(valuesOf({ text })).size).toBe(valuesOf({ text }).length)
})

test('an OTP-Token is the first of all, whatever the words say', () => {
  const token = { value: '771122', context: 'OTP-Token: "771122"' }

  expect(valuesOf({ token, text: 'Your login code is 482913' })).toEqual(['771122', '482913'])
  expect(valuesOf({ token, text: 'Your login code is 771122' })).toEqual(['771122'])
})

test('a code that only the text has is found beside that of the HTML', () => {
  const found = valuesOf({ page: 'Login code: 482913', text: 'Login code: 990011' })

  expect(found).toEqual(['482913', '990011'])
})

test('a preheader counts less than what is seen', () => {
  const found = valuesOf({ page: 'Your login code\f482913', hidden: 'Your login code\f990011' })

  expect(found).toEqual(['482913'].concat(found.slice(1)))
  expect(valuesOf({ hidden: '482913 is your login code' })).toEqual(['482913'])
})

test('a wrapped sentence is one sentence', () => {
  const text =
    'To finish what you have begun, this is your login code for today:\n482913 (ten minutes)'

  expect(valuesOf({ text })).toEqual(['482913'])
})

describe('the context is what stands around', () => {
  test.for([
    ['the sentence', 'Hi Ann. Your login code is 482913. Bye now.', 'Your login code is 482913.'],
    ['the line above', 'Your login code:\n\n482913\n\nBye', 'Your login code: 482913'],
  ] as const)('%s', ([, text, context]) => {
    expect(codesOf({ text })).toEqual([{ value: '482913', context }])
  })

  test('and bounded', () => {
    const words = 'word '.repeat(500)
    const [code] = codesOf({ text: `${words}your login code is 482913 ${words}` })

    expect(code?.context.length).toBeLessThanOrEqual(limits.codeContextLengthMax)
    expect(code?.context).toContain('482913')
  })
})
