import type { Client } from '../http/client.ts'
import { isNotFound } from '../http/http-error.ts'
import type { AddressMatcher, Criteria, TextMatcher } from './criteria.ts'
import { describeValue, isExpression } from './criteria.ts'
import type { Mailbox } from './mailbox.ts'
import { formatMailbox } from './mailbox.ts'
import { clipped, folded, matchesExpression, matchesText } from './match-text.ts'
import type { Message } from './message.ts'

const shownMax = 80

/**
 * The clauses that a message does not meet, each in words with what is there instead; none when it meets
 * them all.
 */
export async function missedClauses(
  criteria: Criteria,
  message: Message,
  client: Client,
): Promise<readonly string[]> {
  return [
    ...missedTexts(criteria, message),
    ...missedAddresses(criteria, message),
    ...missedAttachments(criteria, message),
    ...missedHeaders(criteria, message),
    ...missedPieces(criteria, message),
    ...(await missedQuery(criteria, message, client)),
    ...(await missedFunction(criteria, message)),
  ]
}

function missedTexts({ subject, text, html }: Criteria, message: Message): readonly string[] {
  const clauses = [
    ['subject', subject, message.subject],
    ['text', text, message.text],
    ['html', html, message.html],
  ] as const
  return clauses.flatMap(([name, wanted, is]) =>
    wanted === undefined || matchesText(wanted, is) ? [] : [missed(name, wanted, is)],
  )
}

function missedAddresses(criteria: Criteria, message: Message): readonly string[] {
  const recipients = message.envelope.to.map((address) => ({ name: '', address }))
  const clauses = [
    ['from', criteria.from, [message.from]],
    ['to', criteria.to, distinct([...message.to, ...recipients])],
    ['cc', criteria.cc, message.cc],
    ['bcc', criteria.bcc, message.bcc],
    ['replyTo', criteria.replyTo, message.replyTo],
  ] as const
  return clauses.flatMap(([name, wanted, mailboxes]) =>
    wanted === undefined || mailboxes.some((mailbox) => matchesAddress(wanted, mailbox))
      ? []
      : [missed(name, wanted, mailboxes.map(formatMailbox).join(', '))],
  )
}

function matchesAddress(wanted: AddressMatcher, mailbox: Mailbox): boolean {
  const forms = [mailbox.address, formatMailbox(mailbox)]
  if (isExpression(wanted)) return forms.some((form) => matchesExpression(wanted, form))
  return forms.some((form) => folded(form) === folded(wanted))
}

function distinct(mailboxes: readonly Mailbox[]): readonly Mailbox[] {
  const known = new Map<string, Mailbox>()
  for (const mailbox of mailboxes) {
    const address = mailbox.address.toLowerCase()
    if (!known.has(address)) known.set(address, mailbox)
  }
  return [...known.values()]
}

function missedAttachments({ attachments = [] }: Criteria, message: Message): readonly string[] {
  const names = message.attachments.map(({ name }) => name)
  return attachments
    .filter((wanted) => !names.some((name) => matchesName(wanted, name)))
    .map((wanted) => missed('attachments', wanted, names.join(', ')))
}

function matchesName(wanted: TextMatcher, name: string): boolean {
  return isExpression(wanted) ? matchesExpression(wanted, name) : folded(wanted) === folded(name)
}

function missedHeaders({ headers = {} }: Criteria, message: Message): readonly string[] {
  return Object.entries(headers).flatMap(([name, wanted]) => {
    const values = message.headers.all(name)
    const isMet =
      typeof wanted === 'boolean'
        ? values.length > 0 === wanted
        : values.some((value) => matchesText(wanted, value))
    return isMet ? [] : [missed(`header ${name}`, wanted, values.join(', '))]
  })
}

function missedPieces({ tag, code, link }: Criteria, message: Message): readonly string[] {
  const codes = message.codes.map(({ value }) => value)
  const links = message.links.filter(({ kind }) => kind === 'link')
  const hasTag = message.tags.some((name) => tag !== undefined && folded(name) === folded(tag))
  return [
    ...(tag === undefined || hasTag ? [] : [missed('tag', tag, message.tags.join(', '))]),
    ...(holds(code, codes) ? [] : [missed('code', code, codes.join(', '))]),
    ...(holds(
      link,
      links.flatMap(({ url, text }) => [url, text]),
    )
      ? []
      : [missed('link', link, links.map(({ url }) => url).join(' '))]),
  ]
}

function holds(wanted: TextMatcher | boolean | undefined, texts: readonly string[]): boolean {
  if (wanted === undefined) return true
  if (typeof wanted === 'boolean') return texts.length > 0 === wanted
  return texts.some((text) => matchesText(wanted, text))
}

/** The query language is the server's. */
async function missedQuery(
  { query }: Criteria,
  { id }: Message,
  client: Client,
): Promise<readonly string[]> {
  if (query === undefined) return []
  try {
    await client.peek(id, { query })
    return []
  } catch (error) {
    if (isNotFound(error)) return [`query ${describeValue(query)}`]
    throw error
  }
}

async function missedFunction({ where }: Criteria, message: Message): Promise<readonly string[]> {
  if (where === undefined) return []
  try {
    const answer = await where(message)
    if (answer) return []
    // A forgotten `return` must not look like a message that is wrong.
    const hint = answer === undefined ? ' (it returned undefined)' : ''
    return [`where ${describeValue(where)}${hint}`]
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return [`where: ${clipped(reason, shownMax)}`]
  }
}

function missed(name: string, wanted: unknown, is: string): string {
  const instead = is === '' ? 'there is none' : `is ${JSON.stringify(clipped(is, shownMax))}`
  return `${name} ${describeValue(wanted)} (${instead})`
}
