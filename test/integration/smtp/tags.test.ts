import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { AppInfo, ImportAnswer } from '../../../server/contract/app.ts'
import type { WaitAnswer } from '../../../server/contract/wait.ts'
import { limits } from '../../../server/core/limits.ts'
import { ask } from '../../support/http.ts'
import { openFeed } from '../../support/open-feed.ts'
import { runProgram } from '../../support/run-program.ts'
import { sendMail } from '../../support/send-mail.ts'
import { connectSmtp } from '../../support/smtp-client.ts'
import { listMessages, readMessage } from '../../support/smtp-inbox.ts'
import { startMailmitt, startMailmittIn } from '../../support/start-mailmitt.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** A message as it stands after DATA, with its end. */
function stuffed(...lines: readonly string[]): Buffer {
  return Buffer.from([...lines, '.', ''].join('\r\n'))
}

async function newestTags(url: string): Promise<readonly string[] | undefined> {
  const [newest] = await listMessages(url)
  return newest?.Tags
}

test('X-Tags, in one header or several, are the tags of a mail', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)

  await client.deliver(
    stuffed('X-Tags: Order, =?utf-8?B?w5xiZXI=?=,two', '  words', 'x-tags: order,a/b', '', 'x'),
  )

  expect(await newestTags(url)).toEqual(['a b', 'Order', 'two words', 'Über'])
  expect((await readMessage(url)).Tags).toEqual(['a b', 'Order', 'two words', 'Über'])
})

test('plus-addresses of To, Cc, Bcc, From and the envelope are tags, others are not', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)

  await client.deliver(
    stuffed(
      'From: "x+y" <ann+from@example.com>',
      'To: bob+to+two@example.com, "quoted+local"@example.com, plain@a+b.example',
      'Cc: carl+cc@example.com',
      'Bcc: dora+bcc@example.com',
      'Reply-To: erna+reply@example.com',
      '',
      'x',
    ),
    ['hidden+Envelope@example.com', 'bob+TO@example.com', 'x+inbox@pr-1.inbox.test', 'e+@x.test'],
  )

  const tags = ['bcc', 'cc', 'Envelope', 'from', 'inbox', 'local', 'to', 'two']
  expect(await newestTags(url)).toEqual(tags)
  const [inInbox] = (await listMessages(url)).filter(({ Inboxes }) => Inboxes.includes('pr-1'))
  expect(inInbox?.Tags).toEqual(tags)
})

test('what follows the plus of an address with a fault keeps tests apart, and is no tag', async () => {
  const { smtpPort, url } = await startMailmitt()

  await sendMail(smtpPort, { to: 'delay-1ms+worker7@fault.test' })

  expect(await newestTags(url)).toEqual([])
})

test('a filter gives its tags to mail that its search finds, or whose source has its text', async () => {
  const { smtpPort, url } = await startMailmitt(
    ...['--tag', 'A,B=subject:"your order" -from:spam'],
    ...['--tag', 'Staging="X-Environment: staging" "C D"=from:ann Never=tag:a,b'],
  )

  await sendMail(smtpPort, {
    subject: 'About Your Order',
    headers: { 'X-Environment': 'Staging' },
  })
  const first = await newestTags(url)
  await sendMail(smtpPort, { subject: 'Your order', from: 'spam@example.com' })
  const second = await newestTags(url)

  expect(first).toEqual(['A', 'B', 'C D', 'Staging'])
  expect(second).toEqual([])
})

test('a filter may say all that a search can, and a regular expression costs linear time', async () => {
  const { smtpPort, url } = await startMailmitt(
    ...['--tag', 'Slow=subject:/^(a+)+$/ Group=(from:ann OR from:bob) subject:aaa'],
    ...['--tag', '"Campaign"=header:x-campaign=spring Body=text:"good morning"'],
  )
  const as = 'a'.repeat(2_000)

  await sendMail(smtpPort, { subject: as, headers: { 'X-Campaign': 'Spring 2026' } })
  const fits = await newestTags(url)
  await sendMail(smtpPort, { subject: `${as}!`, from: 'dora@example.com', text: 'Good night.' })

  expect(fits).toEqual(['Body', 'Campaign', 'Group', 'Slow'])
  expect(await newestTags(url)).toEqual([])
})

test('--tags-config is a file of filters, which stand beside those of --tag', async () => {
  const file = path.join(temporaryFolder(), 'tags.yaml')
  writeFileSync(
    file,
    [
      'filters:',
      '  - match: subject:"your order"',
      '    tags: Shop, Order',
      '  - { match: from:ann, tags: [Ann, "People, all of them"] }',
      // What YAML would make a number and a yes of.
      '  - match: 007',
      '    tags: no',
    ].join('\n'),
  )
  const { smtpPort, url } = await startMailmittIn(
    { MP_TAGS_CONFIG: file, MP_TAG: 'Line=subject:order' },
    '--tags-disable',
    'x-tags',
  )

  await sendMail(smtpPort, { subject: 'Your order 007' })

  expect(await newestTags(url)).toEqual([
    'Ann',
    'Line',
    'no',
    'Order',
    'People all of them',
    'Shop',
  ])
})

test('--tags-username makes a tag of the AUTH user', async () => {
  const { smtpPort, url } = await startMailmitt('--tags-username')
  const client = await connectSmtp(smtpPort)
  await client.say('EHLO client.example')
  await client.say(`AUTH PLAIN ${Buffer.from('\0Shop@example.com\0x').toString('base64')}`)

  await client.deliver(stuffed('Subject: x', '', 'x'))
  const withUser = await newestTags(url)
  await sendMail(smtpPort)

  expect(withUser).toEqual(['Shop@example.com'])
  expect(await newestTags(url)).toEqual([])
})

test('--tags-disable leaves out what it names, and no more', async () => {
  const plus = await startMailmitt('--tags-disable', 'plus-addresses')
  const none = await startMailmitt('--tags-disable', 'x-tags,plus-addresses', '--tag', 'F=hello')
  const mail = { to: 'bob+plus@example.com', headers: { 'X-Tags': 'header' } }

  for (const { smtpPort } of [plus, none]) await sendMail(smtpPort, mail)

  expect(await newestTags(plus.url)).toEqual(['header'])
  expect(await newestTags(none.url)).toEqual(['F'])
})

test('--tags-title-case gives capitals to new tags of a mail, not to filters, users or known tags', async () => {
  const { smtpPort, url } = await startMailmitt(
    ...['--tags-title-case', '--tags-username', '--tag', 'low=subject:one'],
  )
  const client = await connectSmtp(smtpPort)
  await client.say('EHLO client.example')
  await client.say(`AUTH PLAIN ${Buffer.from('\0ann\0x').toString('base64')}`)

  await client.deliver(
    stuffed('Subject: one', 'X-Tags: two words, pre-order, iOS, LOW', 'To: b+plus@x.test', '', 'x'),
  )

  expect(await newestTags(url)).toEqual(['ann', 'IOS', 'low', 'Plus', 'Pre-Order', 'Two Words'])
})

test('all sources together give each tag once, as those who run Mailmitt spell it', async () => {
  const { smtpPort, url } = await startMailmitt('--tags-username', '--tag', 'ORDER,Shop=subject:x')
  const client = await connectSmtp(smtpPort)
  await client.say('EHLO client.example')
  await client.say(`AUTH PLAIN ${Buffer.from('\0SHOP\0x').toString('base64')}`)

  await client.deliver(
    stuffed('Subject: x', 'X-Tags: order, Plus', 'To: shop+order+PLUS@example.com', '', 'x'),
  )

  expect(await newestTags(url)).toEqual(['ORDER', 'Plus', 'Shop'])
  expect((await ask(`${url}api/v1/tags`)).json()).toEqual(['ORDER', 'Plus', 'Shop'])
})

test('imported mail brings its X-Tags, too', async () => {
  const { url } = await startMailmitt('--tag', 'Imported=subject:old')
  const mbox = [
    'From a',
    'Subject: old',
    'X-Tags: one',
    '',
    '',
    'From b',
    'To: x+two@y.test',
    '',
    '',
  ]

  const answer = await ask(`${url}api/v1/import`, {
    method: 'POST',
    headers: { 'content-type': 'application/mbox' },
    body: mbox.join('\n'),
  })

  expect((answer.json() as ImportAnswer).IDs).toHaveLength(2)
  const tags = (await listMessages(url)).map(({ Tags }) => Tags)
  expect(tags).toEqual([['two'], ['Imported', 'one']])
})

test('a mail is told with its tags in its first event, and a wait can ask for them', async () => {
  const { smtpPort, url } = await startMailmitt()
  const feed = await openFeed(url)
  const waiting = ask(`${url}api/v1/wait?query=tag:order&timeout=10s`)

  await sendMail(smtpPort, { to: 'bob+Order@example.com' })

  expect(await feed.take(1)).toMatchObject([{ Type: 'new', Data: { Tags: ['Order'] } }])
  expect(((await waiting).json() as WaitAnswer).messages).toMatchObject([{ Tags: ['Order'] }])
  // Nothing else was said of it.
  await ask(`${url}api/v1/messages`, { method: 'DELETE' })
  expect(await feed.take(1)).toMatchObject([{ Type: 'truncate' }])
})

test('of 10,000 tags in X-Tags as many are kept as a message can have, and its problems say so', async () => {
  const { smtpPort, url } = await startMailmitt('--tag', 'Filter=subject:flood')
  const client = await connectSmtp(smtpPort)
  const names = Array.from({ length: 10_000 }, (_, at) => `tag${at}`)

  await client.deliver(
    stuffed('Subject: flood', 'To: bob+plus@example.com', `X-Tags: ${names.join(',')}`, '', 'x'),
  )

  const { Tags, Problems } = await readMessage(url)
  expect(Tags).toHaveLength(limits.tagsPerMessageMax)
  expect(Tags).toContain('Filter')
  expect(Problems.map(({ Code }) => Code)).toContain('too-many-tags')
})

test('an X-Tags header of a megabyte costs little and leaves no tag', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)

  await client.deliver(stuffed(`X-Tags: ${'x'.repeat(1024 * 1024)}`, '', 'x'))

  const { Tags, Problems } = await readMessage(url)
  expect(Tags).toEqual([])
  expect(Problems.map(({ Code }) => Code)).toContain('too-many-tags')
})

test('control characters, emoji and turned text leave what can be read', async () => {
  const { smtpPort, url } = await startMailmitt()
  const client = await connectSmtp(smtpPort)

  await client.deliver(
    stuffed('X-Tags: a\u0007b, 🎉 party, \u202eevil\u202c, עברית, \u0000, a\tc', '', 'x'),
  )

  expect(await newestTags(url)).toEqual(['a b', 'a c', 'evil', 'party', 'עברית'])
})

test('names of things in JavaScript are tags like others, in every answer', async () => {
  const { smtpPort, url } = await startMailmitt()
  const names = ['__proto__', 'constructor', 'toString', 'valueOf']

  await sendMail(smtpPort, { headers: { 'X-Tags': names.join(',') } })

  expect(await newestTags(url)).toEqual(names)
  const { Tags } = (await ask(`${url}api/v1/info`)).json() as AppInfo
  expect(Object.entries(Tags)).toEqual(names.map((name) => [name, 1]))
  expect((await ask(`${url}api/v1/tags`)).json()).toEqual(names)
  const found = await ask(`${url}api/v1/search?query=tag:__PROTO__`)
  expect(found.json()).toMatchObject({ messages_count: 1, tags: names })
})

test('wrong settings are told with flag, filter and position, and nothing starts', async () => {
  const { code, err } = await runProgram([
    ...['--smtp', 'localhost:0', '--listen', 'localhost:0'],
    ...['--tag', 'A=x B=subject:', '--tags-disable', 'everything'],
  ])

  expect(code).toBe(2)
  expect(err.trim().split('\n')).toEqual([
    expect.stringMatching(/^--tag \(MAILMITT_TAG\): Filter 2 \(B\): At position 1 of its query: /),
    '--tags-disable (MAILMITT_TAGS_DISABLE) must be plus-addresses or x-tags, not "everything".',
  ])
})

test('a file of filters with a wrong one keeps Mailmitt from starting, too', async () => {
  const file = path.join(temporaryFolder(), 'tags.yaml')
  writeFileSync(file, 'filters:\n  - { match: "subject:", tags: A }\n')

  const { code, err } = await runProgram([
    ...['--smtp', 'localhost:0', '--listen', 'localhost:0', '--tags-config', file],
  ])

  expect(err).toContain(`--tags-config (MAILMITT_TAGS_CONFIG) ${file}, filter 1: At position 1`)
  expect(code).toBe(2)
})
