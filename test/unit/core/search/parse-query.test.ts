import { describe, expect, test } from 'vitest'
import { limits } from '../../../../server/core/limits.ts'
import type { ParsedQuery } from '../../../../server/core/search/parse-query.ts'
import { parseQuery } from '../../../../server/core/search/parse-query.ts'
import { printQuery } from '../../../support/print-query.ts'
import { aQuery, NOW } from '../../../support/a-query.ts'

/** What is understood, printed in its plainest form. */
function read(source: string): string {
  return printQuery(aQuery(source).tree)
}

function parse(source: string): ParsedQuery {
  return parseQuery(source, { now: () => NOW, timeZone: 'UTC' })
}

describe('a term', () => {
  test.for([
    ['invoice', 'invoice'],
    ['two words', 'two words'],
    ['  "two words"  ', '"two words"'],
    ['from:ann', 'from:ann'],
    ['FROM:Ann', 'from:ann'],
    ['reply-to:x', 'reply-to:x'],
    ['envelope-from:x envelope-to:y', 'envelope-from:x envelope-to:y'],
    ['subject:a:b', 'subject:"a:b"'],
    ['"from:ann"', '"from:ann"'],
    ['"from":ann', '"from:ann"'],
    ['from:"ann"smith', 'from:annsmith'],
    ['colour:red', '"colour:red"'],
    ['http://example.com/', '"http://example.com/"'],
    ['ＨＥＬＬＯ', 'hello'],
    ['50%_off', '"50%_off"'],
    ['a\tb\u3000c', 'a b c'],
    ['inbox:Ann', 'inbox:ann'],
    ['tag:"My Tag"', 'tag:"my tag"'],
    ['tag:=shop', 'tag:shop'],
    ['header:List-Unsubscribe', 'header:list-unsubscribe'],
    ['header:X-Campaign=Spring', 'header:x-campaign=spring'],
    ['header:x-a=b=c', 'header:x-a="b=c"'],
    ['header:x-a==b', 'header:x-a==b'],
    ['body:x text:x html:x filename:x', 'body:x text:x html:x filename:x'],
    ['larger:500 smaller:1.5k', 'larger:500 smaller:1536'],
    ['larger:5KB smaller:2mb', 'larger:5120 smaller:2097152'],
    ['newer:5m older:2h', 'newer:5m older:2h'],
    ['newer:90s older:7d', 'newer:90s older:1w'],
    ['newer:0', 'newer:0ms'],
    ['after:2024-05-01', 'after:2024-05-01T00:00:00.000Z'],
    ['before:"1 May 2024 10:00 +0200"', 'before:2024-05-01T08:00:00.000Z'],
    ['after:today -before:yesterday', 'after:today -before:yesterday'],
  ] as const)('%j is %j', ([source, printed]) => {
    expect(read(source)).toBe(printed)
  })
})

describe('is: and has:', () => {
  test.for([
    'is:read is:unread is:tagged',
    'has:attachment has:inline',
    'has:text has:html has:link has:code has:problem',
  ])('%s', (source) => {
    expect(read(source)).toBe(source)
  })

  test.for([
    ['has:attachments has:inlines', 'has:attachment has:inline'],
    ['IS:Read', 'is:read'],
    ['is:"read"', 'is:read'],
    // Anything else is text, as in Mailpit.
    ['is:odd', '"is:odd"'],
    ['has:fun', '"has:fun"'],
    ['is:reads', '"is:reads"'],
    ['larger:much', '"larger:much"'],
    ['smaller:5gb', '"smaller:5gb"'],
  ] as const)('%j is %j', ([source, printed]) => {
    expect(read(source)).toBe(printed)
  })
})

describe('a negation', () => {
  test.for([
    ['-subject:"out of office"', '-subject:"out of office"'],
    ['!invoice', '-invoice'],
    ['-"two words"', '-"two words"'],
    ['!"two words"', '-"two words"'],
    ['"-a"', '"-a"'],
    ['-', '"-"'],
    ['!', '"!"'],
    ['a - b', 'a "-" b'],
    ['a-b', 'a-b'],
    ['--a', '-"-a"'],
    ['-(a b)', '-(a b)'],
    ['!(a OR b)', '-(a OR b)'],
    ['-(-a)', '-(-a)'],
  ] as const)('%j is %j', ([source, printed]) => {
    expect(read(source)).toBe(printed)
  })
})

describe('OR', () => {
  test.for([
    ['a OR b', 'a OR b'],
    ['a OR b OR c', 'a OR b OR c'],
    // It binds closer than white space, as in the search engines that people know it from.
    ['a b OR c d', 'a b OR c d'],
    ['a (b OR c) d', 'a b OR c d'],
    ['(a b) OR c', '(a b) OR c'],
    ['(a OR b) OR c', '(a OR b) OR c'],
    ['-a OR -b', '-a OR -b'],
    ['from:ann OR (from:bob -is:read)', 'from:ann OR (from:bob -is:read)'],
    // Not between two terms it is text.
    ['OR', 'or'],
    ['OR a', 'or a'],
    ['a OR', 'a or'],
    ['a OR , b', 'a OR b'],
    ['(OR a) b', '(or a) b'],
    ['(a OR) b', '(a or) b'],
    ['a OR OR b', 'a OR or b'],
    ['a or b', 'a or b'],
    ['a "OR" b', 'a or b'],
    ['a -OR b', 'a -or b'],
    ['a AND b', 'a and b'],
    ['ORDER', 'order'],
  ] as const)('%j is %j', ([source, printed]) => {
    expect(read(source)).toBe(printed)
  })
})

describe('a parenthesis', () => {
  test.for([
    // Groups where a term begins, when it is balanced …
    ['(a)', 'a'],
    ['((((a))))', 'a'],
    ['(a b) c', '(a b) c'],
    ['( a )', 'a'],
    ['(a OR (b c)) d', 'a OR (b c) d'],
    ['(f(x) y) z', '("f x" y) z'],
    ['(subject:/a\\)/ b) c', '(subject:/a\\)/ b) c'],
    // … and is a space otherwise.
    ['foo(bar)', '"foo bar"'],
    ['foo(bar', '"foo bar"'],
    ['Order (no.5)', 'order no.5'],
    ['(a', 'a'],
    ['a)', 'a'],
    ['( a', 'a'],
    [') a', 'a'],
    ['a ( b', 'a b'],
    ['(a (b) c', 'a b c'],
    ['-(a', '-a'],
    ['(555)123-4567', '"555 123-4567"'],
    ['(a)b c) d', '("a b" c) d'],
    ['subject:(draft)', 'subject:draft'],
    ['"(a) b"', '"a b"'],
  ] as const)('%j is %j', ([source, printed]) => {
    expect(read(source)).toBe(printed)
  })
})

describe('exactly', () => {
  test.for([
    ['subject:="Your order"', 'subject:="your order"'],
    ['subject:=order', 'subject:=order'],
    ['from:=ann@example.com', 'from:=ann@example.com'],
    ['to:="Ann <ann@example.com>"', 'to:="ann <ann@example.com>"'],
    ['subject:"=order"', 'subject:"=order"'],
    ['subject:a=b', 'subject:"a=b"'],
    // What is empty can be asked for.
    ['subject:=""', 'subject:=""'],
    ['envelope-from:=""', 'envelope-from:=""'],
    // A quote in quotes: the wide one is the same when compared.
    ['subject:="a ＂b＂"', 'subject:="a ＂b＂"'],
  ] as const)('%j is %j', ([source, printed]) => {
    expect(read(source)).toBe(printed)
  })
})

describe('a regular expression', () => {
  test.for([
    ['subject:/^re:/i', 'subject:/^re:/i'],
    ['subject:/out of office/ x', 'subject:/out of office/ x'],
    ['body:/a|"b"/', 'body:/a|"b"/'],
    ['subject:/a\\/b/', 'subject:/a\\/b/'],
    ['html:/https://x/ms', 'html:/https://x/ms'],
    ['header:subject=/^re/', 'header:subject=/^re/'],
    ['-to:/x/', '-to:/x/'],
    ['SUBJECT:/X/', 'subject:/X/'],
    // What does not close is text.
    ['subject:/path', 'subject:"/path"'],
    ['subject:/path/to z', 'subject:"/path/to" z'],
    ['subject:/re/g', 'subject:"/re/g"'],
    ['subject:/re/ii', 'subject:"/re/ii"'],
    ['subject:/re\\/', 'subject:"/re\\/"'],
    ['subject://', 'subject:"//"'],
    ['subject:"/re/"', 'subject:"/re/"'],
    ['/re/', '"/re/"'],
    ['tag:/re/', 'tag:"/re/"'],
  ] as const)('%j is %j', ([source, printed]) => {
    expect(read(source)).toBe(printed)
  })
})

describe('a search of a client of Mailpit', () => {
  test.for([
    ['message-id:<20240501.1@shop.example>', 'message-id:20240501.1@shop.example'],
    ['message-id:"<a@b>"', 'message-id:a@b'],
    ['to:"Ann <ann@x.test>"', 'to:"ann ann@x.test"'],
    ['to:ann@x.test subject:"Reset your password"', 'to:ann@x.test subject:"reset your password"'],
    ['subject:"Re: [ticket #5] (urgent)"', 'subject:"re: [ticket #5] urgent"'],
    ['Re: Your order, thanks; <b>hi</b>', '"re:" your order thanks "b hi /b"'],
    ['Fwd: 50% off & more', '"fwd:" "50%" off "&" more'],
    ['Invoice #42 – paid!', 'invoice "#42" "–" "paid!"'],
    ['Hello , world', 'hello world'],
    ['addressed:ann@x.test is:unread', 'addressed:ann@x.test is:unread'],
    ['tag:"Test tag" -tag:x', 'tag:"test tag" -tag:x'],
    [
      'after:2024-05-01 before:05/02/2024',
      'after:2024-05-01T00:00:00.000Z before:2024-05-02T00:00:00.000Z',
    ],
    ['larger:1mb has:attachment !"hello world"', 'larger:1048576 has:attachment -"hello world"'],
    ['c:\\temp in:inbox id:5 10:30', '"c:\\temp" "in:inbox" "id:5" "10:30"'],
    ['Contact form: new message', 'contact "form:" new message'],
    ['filename report.pdf', 'filename report.pdf'],
  ] as const)('%j is %j', ([source, printed]) => {
    expect(read(source)).toBe(printed)
  })
})

describe('refuses', () => {
  test.for([
    ['', 0, /empty/],
    ['   ', 0, /empty/],
    [',', 0, /empty/],
    ['""', 0, /empty/],
    ['a ""', 2, /empty/],
    ['-""', 0, /empty/],
    ['()', 0, /group at position 1 is empty/],
    ['a (b ())', 5, /group at position 6 is empty/],
    ['a -( , )', 2, /empty/],
    ['from:', 0, /nothing after the colon/],
    ['a tag:', 2, /nothing after the colon/],
    ['-tag:""', 0, /nothing after the colon/],
    ['subject:"  "', 0, /nothing after the colon/],
    ['subject:()', 0, /nothing after the colon/],
    ['subject:=', 0, /nothing after the "="/],
    ['header:x=', 0, /nothing after the "="/],
    ['header:x-å', 0, /name a header/],
    ['header:x:y', 0, /name a header/],
    ['from:ann "half', 9, /quote at position 10 is never closed/],
    ['a"b', 1, /never closed/],
    ['a after:soon', 2, /not a date/],
    ['before:2024-02-30', 0, /not a date/],
    ['newer:soon', 0, /not a span of time/],
    ['older:5', 0, /not a span of time/],
    ['newer:101w older:100000w', 11, /not a span of time/],
    ['a subject:/(/', 2, /not a regular expression of RE2/],
    ['subject:/(?=a)/', 0, /not a regular expression of RE2/],
    ['subject:/.{900}.{200}/', 0, /repeats too much/],
    [`subject:/${'a'.repeat(limits.patternLengthMax + 1)}/`, 0, /characters/],
    ['x'.repeat(limits.queryLengthMax + 1), limits.queryLengthMax, /characters/],
    ['x '.repeat(limits.queryTermsMax + 1), limits.queryTermsMax * 2, /more than 100 terms/],
    [
      `${'('.repeat(limits.queryDepthMax + 1)}a${')'.repeat(limits.queryDepthMax + 1)}`,
      20,
      /groups/,
    ],
  ] as const)('%j at %i', ([source, at, problem]) => {
    const parsed = parse(source)

    expect(parsed).toMatchObject({ ok: false, at })
    expect(parsed).toHaveProperty('problem', expect.stringMatching(problem))
    expect(parsed).toHaveProperty('problem', expect.stringMatching(/^.+\.$/))
  })

  test('what asks for the time when nobody knows it', () => {
    for (const source of ['newer:5m', 'older:5m', 'after:today']) {
      expect(parseQuery(source)).toMatchObject({ ok: false, at: 0 })
    }
  })

  test.for([
    ['form:ann', 0, 'from:'],
    ['a -subjct:x', 2, 'subject:'],
    ['subjectt:x', 0, 'subject:'],
    ['Suject:"two words"', 0, 'subject:'],
    ['tags:x', 0, 'tag:'],
    ['haz:link', 0, 'has:'],
    ['too:x', 0, 'to:'],
    ['ot:x', 0, 'to:'],
    ['(newr:5m)', 1, 'newer:'],
    ['message_id:x', 0, 'message-id:'],
  ] as const)('%j at %i, and suggests %s', ([source, at, suggestion]) => {
    expect(parse(source)).toMatchObject({ ok: false, at, suggestion })
    expect(parse(source)).toHaveProperty('problem', expect.stringContaining(`"${suggestion}"`))
  })

  test.for([
    'Re: x',
    'no:5',
    'note:x',
    'form: x',
    '"form:ann"',
    '"form":ann',
    'fron',
    'data:x',
    'x:y',
  ])('not %j, which is text', (source) => {
    expect(parse(source)).toMatchObject({ ok: true })
  })
})

test('a place is where it was written, with its parentheses and its negation', () => {
  const { tree, source } = aQuery('a -(b c) d OR "e f"')

  const clauses = tree.kind === 'and' ? tree.children : []
  expect(clauses.map(({ at, end }) => source.slice(at, end))).toEqual(['a', '-(b c)', 'd OR "e f"'])
})

test('cheap terms are asked first', () => {
  const { plan } = aQuery('words subject:x (body:/x/ OR is:read) is:unread')

  expect(printQuery(plan)).toBe('is:unread subject:x words is:read OR body:/x/')
})
