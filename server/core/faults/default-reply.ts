import type { FaultReply, FaultStage } from './fault-rule.ts'

/** What a reply is about; what is left out has a default. */
export interface ReplyWish {
  readonly code: number
  /** `''` for none. */
  readonly enhanced?: string | undefined
  readonly text?: string | undefined
}

interface Meaning {
  /** RFC 3463. */
  readonly enhanced: string
  readonly reason: string
}

/** What servers mean by the code, wherever they say it. */
const MEANINGS: Readonly<Record<number, Meaning>> = {
  421: { enhanced: '4.3.2', reason: 'the server goes down' },
  450: { enhanced: '4.2.1', reason: 'the mailbox is busy' },
  451: { enhanced: '4.3.0', reason: 'a local error' },
  452: { enhanced: '4.3.1', reason: 'no space is left' },
  454: { enhanced: '4.7.0', reason: 'not available at the moment' },
  455: { enhanced: '4.5.4', reason: 'the parameters cannot be met now' },
  500: { enhanced: '5.5.2', reason: 'a syntax error' },
  501: { enhanced: '5.5.4', reason: 'a syntax error in the arguments' },
  502: { enhanced: '5.5.1', reason: 'the command is not implemented' },
  503: { enhanced: '5.5.1', reason: 'a bad sequence of commands' },
  504: { enhanced: '5.5.4', reason: 'the parameter is not implemented' },
  521: { enhanced: '5.3.2', reason: 'the server takes no mail' },
  530: { enhanced: '5.7.0', reason: 'log in first' },
  534: { enhanced: '5.7.9', reason: 'the mechanism is too weak' },
  535: { enhanced: '5.7.8', reason: 'the credentials are wrong' },
  538: { enhanced: '5.7.11', reason: 'encryption is needed' },
  550: { enhanced: '5.7.1', reason: 'a policy forbids it' },
  551: { enhanced: '5.1.6', reason: 'the mailbox has moved' },
  552: { enhanced: '5.3.4', reason: 'the message is too big' },
  553: { enhanced: '5.1.3', reason: 'the address is not allowed' },
  554: { enhanced: '5.7.1', reason: 'a policy forbids it' },
  555: { enhanced: '5.5.4', reason: 'the parameters are not known' },
  556: { enhanced: '5.1.10', reason: 'the domain takes no mail' },
}

/** What the code means at one stage only. */
const AT_STAGE: Partial<Record<FaultStage, Readonly<Record<number, Meaning>>>> = {
  mail: {
    550: { enhanced: '5.1.8', reason: 'the sender is not accepted' },
    553: { enhanced: '5.1.7', reason: 'the sender is not allowed' },
  },
  rcpt: {
    452: { enhanced: '4.5.3', reason: 'too many recipients' },
    550: { enhanced: '5.1.1', reason: 'there is no such mailbox' },
    552: { enhanced: '5.2.2', reason: 'the mailbox is full' },
  },
  message: { 554: { enhanced: '5.6.0', reason: 'the content is not accepted' } },
}

/** The whole reply; `author` is who asked for it: "a fault rule". */
export function completeReply(
  { code, enhanced, text }: ReplyWish,
  stage: FaultStage,
  author: string,
): FaultReply {
  const meaning = AT_STAGE[stage]?.[code] ?? MEANINGS[code]
  const refused = code < 500 ? 'Refused for now' : 'Refused'
  const reason = meaning === undefined ? '' : `: ${meaning.reason}`
  return {
    code,
    enhanced: enhanced ?? meaning?.enhanced ?? (code < 500 ? '4.3.0' : '5.3.0'),
    text: text ?? `${refused} by ${author}${reason}`,
  }
}
