import type { CodePlace } from './code-place.ts'
import type { Reason } from './reason.ts'

/** What stands around a number that makes it a price, a date, a phone number …: why it is no code. */
export interface NumberFormat {
  readonly name: string
  readonly points: number
  /** About the number itself, the text directly before it and the text directly behind, folded. */
  readonly number?: RegExp
  readonly before?: RegExp
  readonly after?: RegExp
}

/** How much of a text `before` and `after` see. */
const reach = 32

/** The formats that a number has, where it stands. */
export function formatReasons(value: string, place: CodePlace): readonly Reason[] {
  const before = place.before.slice(-reach)
  const after = place.after.slice(0, reach)
  return numberFormats.filter(
    (format) =>
      (format.number?.test(value) ?? true) &&
      (format.before?.test(before) ?? true) &&
      (format.after?.test(after) ?? true),
  )
}

const currencies =
  'usd|eur|gbp|chf|pln|sek|nok|dkk|czk|huf|ron|try|jpy|cny|inr|brl|cad|aud|krw|rub|uah|idr|vnd|ils|aed|sar|mxn|ars|clp|cop|us|rmb'
const units =
  'km|kg|mg|cm|mm|gb|mb|kb|tb|mbit|px|kwh|kw|mah|ml|mm2|sqm|sq|hz|khz|mhz|ghz|rpm|kcal|cal|ppm|dpi|fps|bps|hours?|days?|weeks?|months?|years?|seconds?|minutes?|people|users|customers|euros?|dollars?|zl|kc|ft|lei|tl|kr|rubles?|yen|won|pcs|stk|st'

/** Every format that fits counts. */
const numberFormats: readonly NumberFormat[] = [
  {
    name: 'price',
    points: -8,
    before: new RegExp(`(?:\\p{Sc}|\\b(?:${currencies}|rs|rp|r\\$|kr|tl)\\.?)\\s?$`, 'u'),
  },
  {
    name: 'price',
    points: -8,
    after: new RegExp(`^\\s?(?:\\p{Sc}|(?:${currencies})\\b|[円元원])`, 'u'),
  },
  { name: 'percentage', points: -8, after: /^\s?[%‰]/ },
  { name: 'measure', points: -4, after: new RegExp(`^\\s?(?:${units})(?![\\p{L}])`, 'u') },
  { name: 'date', points: -5, after: /^\s?[年月日년월일]/ },
  { name: 'count', points: -4, after: /^\s?[号號人件個个名位冊点枚回本台명개건점]/ },
  {
    name: 'number sign',
    points: -5,
    before: /(?:#|№|\b(?:n[or]?|num|nro|nb)[.°º:]|\bn°|\b(?:nr|nº)|č\.)\s?$/,
  },
  { name: 'year', points: -3, number: /^(?:19|20)\d\d$/ },
  { name: 'copyright', points: -5, before: /(?:©|\(c\)|copyright)[\s\d,–-]{0,12}$/ },
  { name: 'date', points: -3, number: /^20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/ },
  { name: 'date', points: -4, number: /^\d{2}-\d{2}-\d{2}$/ },
  { name: 'phone number', points: -6, before: /[+(]\d[\d\s()./-]*$|\d[)\s./-]{1,3}$/ },
  { name: 'phone number', points: -6, after: /^[\s./-]{1,2}\d{2,}/ },
  {
    name: 'postal code',
    points: -5,
    number: /^\d{5}$/,
    before: /,\s?[a-z]{2}\s$|\b(?:d|a|ch|f|i|nl|b|l|dk|s|fi|cz|sk)[- ]$/,
  },
  { name: 'postal code', points: -3, number: /^\d{4,6}$/, before: /,\s$/, after: /^\s[^\W\d_]/u },
  {
    name: 'house number',
    points: -3,
    number: /^\d{4,5}$/,
    after:
      /^\s[\p{L}.]+(?:\s[\p{L}.]+)?\s(?:st|street|ave|avenue|road|rd|blvd|boulevard|drive|dr|lane|ln|way|court|plaza|suite|highway|hwy|parkway|pkwy|market)(?![\p{L}])/u,
  },
  {
    name: 'reference',
    points: -4,
    number:
      /^(?:INV|ORD|PO|RMA|SKU|REF|TKT|CASE|RFC|ISO|CVE|PR|RE|RG|FV|FA|BK|SO|DO|EAN|COVID|UTF|SHA|WIN|TR|AB|KD|NR|NO|ID)-?\d/,
  },
  { name: 'masked', points: -8, before: /(?:[*•·●x×＊∗]{2,}|[*•…])[ -]?$/, after: /^(?!\*)/ },
  { name: 'masked', points: -8, before: /尾号\s?$|尾號\s?$|末尾\s?$/ },
  { name: 'hashtag', points: -6, before: /[#@]$/ },
]
