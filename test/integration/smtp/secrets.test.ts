import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Session } from '../../../server/contract/session.ts'
import { ask } from '../../support/http.ts'
import { playLines } from '../../support/play-lines.ts'
import { explainSilence } from '../../support/smtp-inbox.ts'
import type { RunningMailmitt } from '../../support/start-mailmitt.ts'
import { startMailmittIn } from '../../support/start-mailmitt.ts'

const DIALOGUES = 300
const AT_ONCE = 10
const USER = 'shop'

interface Attempt {
  readonly secret: string
  readonly lines: readonly string[]
  readonly waits: boolean
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** The ways to say a secret, right ones and wrong ones; each begins with AUTH. */
function attemptsWith(secret: string): fc.Arbitrary<readonly string[]> {
  const plain = base64(`\0${USER}\0${secret}`)
  const xoauth2 = base64(`user=${USER}\u0001auth=Bearer ${secret}\u0001\u0001`)
  const oauthBearer = base64(`n,a=${USER},\u0001auth=Bearer ${secret}\u0001\u0001`)
  const blob = fc.constantFrom(plain, xoauth2, oauthBearer, base64(secret), secret, `!${secret}`)
  const auth = fc.constantFrom('AUTH', 'auth', 'Auth', ' AUTH', '\tAUTH', '\0AUTH', '..AUTH')
  const space = fc.constantFrom(' ', '  ', '\t', ' \t ', '=', '')
  const mechanism = fc.constantFrom(
    ...['PLAIN', 'plain', 'LOGIN', 'CRAM-MD5', 'XOAUTH2', 'OAUTHBEARER', 'GSSAPI', 'X', ''],
  )
  const tail = fc.constantFrom('', '', ' ', ' again', 'A'.repeat(20_000))
  const answers = fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.tuple(blob, tail).map((parts) => parts.join('')) },
      { weight: 2, arbitrary: fc.constantFrom(base64(USER), USER, '*', '', 'AQ==', '=') },
      { weight: 1, arbitrary: fc.constant(base64(`${USER} ${secret}`)) },
    ),
    { maxLength: 4 },
  )
  const inOne = fc.tuple(auth, space, mechanism, space, blob, tail).map((parts) => [parts.join('')])
  const inSteps = fc.tuple(auth, space, mechanism).map((parts) => [parts.join('')])
  return fc.tuple(fc.oneof(inOne, inSteps), answers).map((parts) => parts.flat())
}

/** What stands between: nothing of it is secret. */
const commands = fc.array(
  fc.constantFrom('EHLO c', 'HELO c', 'NOOP', 'RSET', 'MAIL FROM:<a@b.test>', 'RCPT TO:<b@c.test>'),
  { maxLength: 3 },
)

/** A line where a command is expected, once AUTH has been tried. */
function leftoversOf(secret: string): fc.Arbitrary<readonly string[]> {
  const word = fc.constantFrom(secret, base64(secret), base64(`\0${USER}\0${secret}`))
  const before = fc.constantFrom(
    '',
    '',
    ' ',
    'PASS ',
    'USER x ',
    '* ',
    '334 ',
    '\u0000',
    'MAIL\u0000',
  )
  return fc.array(
    fc.tuple(before, word).map((parts) => parts.join('')),
    { maxLength: 3 },
  )
}

const attempts: fc.Arbitrary<Attempt> = fc.stringMatching(/^[a-zA-Z0-9]{20}$/).chain((random) => {
  const secret = `pw-${random}`
  const round = fc.tuple(commands, attemptsWith(secret), leftoversOf(secret))
  const rounds = fc.array(round, { minLength: 1, maxLength: 3 })
  return fc.record({
    secret: fc.constant(secret),
    lines: rounds.map((parts) => parts.flat(2)),
    waits: fc.boolean(),
  })
})

test.for([
  ['any credentials, JSON lines', ['-v', '--log-format', 'json'], {}],
  ['any credentials, pretty lines', ['-v', '--log-format', 'pretty'], {}],
  ['accounts, JSON lines', ['-v', '--log-format', 'json'], { MAILMITT_SMTP_AUTH: `${USER}:x` }],
  ['TLS required, pretty lines', ['-v', '--smtp-require-starttls', '--log-format', 'pretty'], {}],
] as const)(
  `${DIALOGUES} dialogues around AUTH show no secret anywhere: %s`,
  { timeout: 60_000 },
  async ([, flags, env]) => {
    const mailmitt = await startMailmittIn(env, ...flags)
    const cursor = await readCursor(mailmitt)
    const seed = Date.now()
    const said = fc.sample(attempts, { numRuns: DIALOGUES, seed })

    const replies = await playAll(mailmitt, said)

    const sessions = await readSessions(mailmitt)
    const events = await readEvents(mailmitt, cursor)
    const logged = mailmitt.logged.join('\n')
    const silence = JSON.stringify(await explainSilence(mailmitt.url))
    const shown = [replies, JSON.stringify(sessions), events, logged, silence]
    const asked = said.filter(({ secret }) => !sessions.some(({ User }) => User.includes(secret)))
    const leaks = asked.flatMap(({ secret, lines }) =>
      shown.flatMap((text) => (tells(text, secret) ? { lines, at: around(text, secret) } : [])),
    )
    expect(leaks.slice(0, 3), `seed ${seed}`).toEqual([])
    // Something was looked at: what a client says as its user is shown as its user, but few do.
    expect(asked.length).toBeGreaterThan(DIALOGUES * 0.8)
    expect(JSON.stringify(sessions)).toContain('AUTH PLAIN ****')
    expect(events).toContain('"session"')
    expect(logged).toContain(' AUTH 5')
  },
)

/** In every place of a base64 text: its inner characters depend on where the secret begins. */
function formsOf(secret: string): readonly string[] {
  const shifted = ['', '-', '--'].map((before) => base64(`${before}${secret}`).slice(4, -4))
  return [secret, ...shifted].map((form) => form.toLowerCase())
}

function tells(text: string, secret: string): boolean {
  const lower = text.toLowerCase()
  return formsOf(secret).some((form) => lower.includes(form))
}

function around(text: string, secret: string): string {
  const lower = text.toLowerCase()
  const at = Math.max(...formsOf(secret).map((form) => lower.indexOf(form)))
  return text.slice(Math.max(0, at - 80), at + 80)
}

async function playAll({ smtpPort }: RunningMailmitt, said: readonly Attempt[]): Promise<string> {
  const heard: string[] = []
  for (let from = 0; from < said.length; from += AT_ONCE) {
    const some = said.slice(from, from + AT_ONCE)
    const played = some.map(({ lines, waits }) =>
      playLines(
        smtpPort,
        lines.map((line) => Buffer.from(line)),
        { waits },
      ),
    )
    for (const { replies } of await Promise.all(played)) heard.push(...replies)
  }
  return heard.join('\n')
}

/** All of them, once each has ended. */
async function readSessions({ url }: RunningMailmitt): Promise<readonly Session[]> {
  let sessions: readonly Session[] = []
  await expect
    .poll(async () => {
      sessions = (await ask(`${url}api/v1/sessions?limit=0`)).json() as readonly Session[]
      return sessions.filter(({ Outcome }) => Outcome !== 'open').length
    })
    .toBe(DIALOGUES)
  return sessions
}

async function readCursor({ url }: RunningMailmitt): Promise<number> {
  return ((await ask(`${url}api/v1/cursor`)).json() as { readonly Seq: number }).Seq
}

async function readEvents({ url }: RunningMailmitt, since: number): Promise<string> {
  return (await ask(`${url}api/v1/events?since=${since}&limit=1000`)).text
}

test('an answer of AUTH that looks like a command is masked as well', async () => {
  const { smtpPort, url } = await startMailmittIn({})

  await playLines(
    smtpPort,
    ['EHLO c', 'AUTH LOGIN', 'NOOP hunter2', 'NOOP'].map((line) => Buffer.from(line)),
    { waits: true },
  )

  const [session] = (await ask(`${url}api/v1/sessions`)).json() as readonly Session[]
  const said = session?.Lines.flatMap(({ From, Text }) => (From === 'C' ? [Text] : []))
  expect(said).toEqual(['EHLO c', 'AUTH LOGIN', '****', 'NOOP'])
})
