import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Letter } from '../e2e/support/inbox-test.ts'

const conformance = path.join(import.meta.dirname, '../conformance')

/** A real mail of the conformance cases, and whom it is sent to. */
export interface RealMail {
  readonly file: string
  readonly to: string | readonly string[]
}

export function read(file: string): Buffer {
  return readFileSync(path.join(conformance, file))
}

/** Mail that is wrong in some way, oldest first. */
export const brokenMail: readonly RealMail[] = [
  { file: 'mime/fixtures/no-headers.eml', to: 'ops@example.com' },
  { file: 'mime/fixtures/truncated-multipart.eml', to: 'ops@example.com' },
  { file: 'mime/fixtures/delivery-status.eml', to: 'bounces@example.com' },
  { file: 'mime/fixtures/nested-multiparts.eml', to: 'designers@example.com' },
  { file: 'mime/fixtures/unparsable-from.eml', to: 'ops@example.com' },
  { file: 'mime/fixtures/attachment-only.eml', to: 'scans@office.inbox.test' },
  { file: 'mime/fixtures/message-rfc822.eml', to: 'ann@example.com' },
]

/** As real as mail gets, oldest first: other languages, newsletters, receipts. */
export const realMail: readonly RealMail[] = [
  { file: 'extract/tuning/62-ru-order-receipt-dachnik.eml', to: 'olga.v@example.org' },
  { file: 'extract/tuning/39-it-travel-booking-treni-aurora.eml', to: 'elena.b@example.com' },
  { file: 'extract/tuning/70-ja-travel-booking-yamanoyado.eml', to: 'sho.ito@example.net' },
  { file: 'extract/held-out/84-zh-alert-haiwan.eml', to: 'sun.yue@example.cn' },
  { file: 'extract/tuning/40-it-calendar-studio-moretti.eml', to: 'davide.conti@example.net' },
  { file: 'extract/tuning/09-de-two-factor-elbsparkasse.eml', to: 'lena@bank.inbox.test' },
  { file: 'extract/tuning/84-ar-order-receipt-bayt-alatoor.eml', to: 'sara.otaibi@example.com' },
  { file: 'extract/held-out/14-de-newsletter-almrausch.eml', to: 'mtb.felix@example.de' },
  { file: 'extract/tuning/15-fr-email-verification-petit-panier.eml', to: 'zoe@shop.inbox.test' },
  { file: 'extract/tuning/06-en-account-alert-cloudferry.eml', to: 'maya.okafor@example.org' },
  {
    file: 'extract/tuning/05-en-order-receipt-thistle-and-wren.eml',
    to: ['grace.lim@shop.inbox.test', 'accounts@thistleandwren.example'],
  },
  { file: 'extract/tuning/03-en-password-reset-pinecrest.eml', to: 'jonas.weber@example.com' },
  { file: 'extract/tuning/01-en-email-verification-loomdesk.eml', to: 'maya.okafor@example.org' },
]

const words = 'Every word of it is meant, and every one of them is read by nobody at all. '

/** Those that break layouts, and fit into no picture of an inbox that somebody would like to have. */
export const oddLetters: readonly Letter[] = [
  { subject: '', text: '', to: 'ann@example.com' },
  { subject: '', text: 'No subject, but a body.', to: 'ann@example.com' },
  {
    from: { name: 'Release notes', address: 'releases@tools.example' },
    to: Array.from({ length: 20 }, (_, index) => `somebody-${index + 1}@a-long-domain.example.com`),
    subject: 'To all twenty of you: the build of the documentation is green again',
    text: 'It was a comma.\n\nhttps://ci.tools.example/runs/88212\n',
  },
  {
    from: {
      name: 'The Department of Very Long Names and Even Longer Explanations, Section Four',
      address: 'section-four.of-the-department@very-long-names.ministry.example.org',
    },
    to: 'first-name.second-name.family-name+orders@subdomain.of-a-long-domain.example.com',
    subject: `An unbroken subject ${'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(4)}`,
    text: `${words.repeat(3)}\n\n> ${'quoted, '.repeat(30)}\n> more\n> and more\n\nRegards\n`,
  },
  {
    from: { name: 'Long Reads Weekly', address: 'editors@longreads.example' },
    to: 'readers@example.com',
    subject: 'The one that Gmail clips',
    html: `<h1>Long reads</h1>${`<p style="margin:0 0 16px;color:#333">${words.repeat(3)}</p>`.repeat(400)}`,
  },
]

/** What the real ones lack. */
export const letters: readonly Letter[] = [
  {
    from: { name: 'Aurora', address: 'team@aurora.example' },
    to: 'ann@example.com',
    subject: 'Welcome to Aurora, which has a dark mode of its own',
    html: `<html><head><style>body{margin:0;background:#fff;color:#222;font:16px/1.6 system-ui}.card{max-width:520px;margin:32px auto;padding:32px;border-radius:16px;background:#eef2ff}@media (prefers-color-scheme: dark){body{background:#101322;color:#dfe3ff}.card{background:#1d2342}}</style></head><body><div style="display:none">Three steps and you are in. The hidden words a list shows.</div><div class="card"><h1>Welcome, Ann</h1><p>Three things to do first:</p><ol><li>Invite your team</li><li>Connect a repository</li><li>Have a coffee</li></ol><p><a href="https://aurora.example/start" style="padding:12px 20px;border-radius:8px;background:#4453d6;color:#fff">Get started</a></p></div></body></html>`,
    text: 'Welcome, Ann\n\nhttps://aurora.example/start\n',
  },
  {
    from: { name: 'Priya Natarajan', address: 'priya@studio.example' },
    to: ['ann@office.inbox.test', 'bob@example.com'],
    subject: 'Photos, the contract and the spreadsheet 📎',
    text: 'Hi Ann,\n\nall of it is attached.\n\nThe originals: https://files.studio.example/s/7f3k2m9q\n\nPriya\n',
    attachments: [
      { filename: 'harbour-at-dusk.jpg', content: read('thumbnail/fixtures/at-a-eighth.jpg') },
      { filename: 'logo.png', content: read('thumbnail/fixtures/rgba.png') },
      { filename: 'Contract 2024 – signed by both (final, really).pdf', content: '%PDF-1.7\n' },
      { filename: 'hours.csv', content: 'day,hours\nMonday,7\n' },
    ],
    envelope: {
      from: 'bounces+priya@mailer.example',
      to: ['ann@office.inbox.test', 'bob@example.com', 'hidden@example.com'],
    },
  },
  {
    from: { name: 'Northwind Travel', address: 'trips@northwind.example' },
    to: 'jane@example.com',
    subject: 'Your trip to Lisbon: everything in one place',
    html: `<div style="max-width:560px;margin:24px auto;font:15px/1.6 system-ui"><h1 style="font-size:24px">Lisbon, 4 to 9 May</h1><p>Your booking code is <strong>QX7R2M</strong>. You need it at the counter.</p>${[
      'Check in online',
      'Change your seats',
      'Add a bag',
      'Rent a car',
      'Book a table',
      'Read the guide',
    ]
      .map(
        (label, index) =>
          `<p><a href="https://northwind.example/trips/qx7r2m/${index}?utm_source=mail">${label}</a></p>`,
      )
      .join(
        '',
      )}<p style="font-size:12px"><a href="https://northwind.example/unsubscribe">Unsubscribe</a></p></div>`,
    text: 'Your booking code is QX7R2M.\n',
  },
]
