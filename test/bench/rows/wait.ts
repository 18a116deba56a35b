import nodemailer from 'nodemailer'
import { openHttp } from '../http.ts'
import { atMost } from '../measure.ts'
import type { Measure, Result } from '../measure.ts'
import { inTurn, median, percentile, repeated, timed } from '../numbers.ts'
import type { Row } from '../row.ts'
import { bare, mailmitt } from '../servers.ts'
import type { Contestant } from '../servers.ts'

const unit = 'ms'
const measures = {
  p50: { id: 'wait.p50', what: 'sendMail → wait answers, p50', unit, target: atMost(8) },
  p99: { id: 'wait.p99', what: 'sendMail → wait answers, p99', unit, target: atMost(25) },
  sent: { id: 'wait.nodemailer', what: 'sendMail alone, to the bare smtp-server, p50', unit },
  maildev: { id: 'wait.maildev', what: 'sendMail → MailDev lists it, p50', unit },
} satisfies Record<string, Measure>

const warmUps = 30

export const wait: Row = {
  name: 'wait',
  how: 'nodemailer on a fresh connection, from before it connects until a wait that is held over HTTP answers.',
  measures: Object.values(measures),
  async run({ rounds, samples, maildev }) {
    const times = await inTurn(rounds, {
      mailmitt: () => measureWaits(samples),
      bare: () => measureSends(bare, samples),
      ...(maildev ? { maildev: () => measureSends(maildev, samples) } : {}),
    })
    const of = (name: keyof typeof times, percent: number): number =>
      median((times[name] ?? []).map((round) => percentile(round, percent)))
    const results: Result[] = [
      { measure: measures.p50, value: of('mailmitt', 50) },
      { measure: measures.p99, value: of('mailmitt', 99) },
      { measure: measures.sent, value: of('bare', 50) },
    ]
    if (!maildev) return results
    return [...results, { measure: measures.maildev, value: of('maildev', 50), note: maildev.name }]
  },
}

async function measureWaits(samples: number): Promise<number[]> {
  await using server = await mailmitt.start()
  await using waiting = openHttp(server.url)
  await using asking = openHttp(server.url)
  return await sampled(samples, async (index) => {
    const { Seq } = (await asking.get('api/v1/cursor')) as { Seq: number }
    const query = encodeURIComponent(`subject:"${subjectOf(index)}"`)
    const answered = waiting.get(`api/v1/wait?since=${Seq}&query=${query}&timeout=30s`)
    // Asked after the wait and answered: the wait is held now.
    await asking.get('api/v1/cursor')
    let sent: Promise<void> | undefined
    const ms = await timed(() => {
      sent = sendMail(server.smtpPort, index)
      return answered
    })
    await sent
    return ms
  })
}

/** Until it is visible where the server has a list, and until it is accepted where not. */
async function measureSends({ start }: Contestant, samples: number): Promise<number[]> {
  await using server = await start()
  return await sampled(samples, (index) =>
    timed(async () => {
      await sendMail(server.smtpPort, index)
      await server.settled(index + 1)
    }),
  )
}

async function sampled(
  samples: number,
  measure: (index: number) => Promise<number>,
): Promise<number[]> {
  return (await repeated(warmUps + samples, measure)).slice(warmUps)
}

/** A transport for each mail, as a test suite has it that does not pool. */
async function sendMail(port: number, index: number): Promise<void> {
  // MailDev offers a certificate that nobody signed.
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
  await transport.sendMail({
    from: 'shop@example.com',
    to: `customer${index}@example.com`,
    subject: subjectOf(index),
    text: `Your code is ${100_000 + index}.`,
    html: `<p>Your code is <b>${100_000 + index}</b>.</p>`,
  })
}

function subjectOf(index: number): string {
  return `Welcome, customer ${index}`
}
