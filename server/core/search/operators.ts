/** Operators that look at a text: they take words, `="exactly this"` and `/a regular expression/`. */
export const TEXT_FIELDS = [
  'from',
  'to',
  'cc',
  'bcc',
  'reply-to',
  'addressed',
  'envelope-from',
  'envelope-to',
  'subject',
  'message-id',
  'body',
  'text',
  'html',
  'filename',
] as const
export type TextField = (typeof TEXT_FIELDS)[number]

export const OPERATORS = [
  ...TEXT_FIELDS,
  'header',
  'tag',
  'inbox',
  'is',
  'has',
  'after',
  'before',
  'newer',
  'older',
  'larger',
  'smaller',
] as const
export type Operator = (typeof OPERATORS)[number]

/** What `is:` and `has:` take; anything else after them is plain text, as in Mailpit. */
export const FLAGS = [
  'is:read',
  'is:unread',
  'is:tagged',
  'has:attachment',
  'has:inline',
  'has:text',
  'has:html',
  'has:link',
  'has:code',
  'has:problem',
] as const
export type Flag = (typeof FLAGS)[number]

const operators: ReadonlySet<string> = new Set(OPERATORS)
const textFields: ReadonlySet<string> = new Set(TEXT_FIELDS)
const flags: ReadonlySet<string> = new Set(FLAGS)

export function isOperator(name: string): name is Operator {
  return operators.has(name)
}

export function isTextField(name: string): name is TextField {
  return textFields.has(name)
}

/** `has:attachments` is `has:attachment`. */
export function toFlag(operator: 'is' | 'has', operand: string): Flag | undefined {
  const written = `${operator}:${operand}`
  const flag =
    operator === 'has' ? written.replace(/(attachment|inline|link|code|problem)s$/, '$1') : written
  return isFlag(flag) ? flag : undefined
}

function isFlag(text: string): text is Flag {
  return flags.has(text)
}

/** Whether a message keeps the text in lower case only; subjects and addresses it has as they were sent. */
export function isKeptFolded(field: TextField): boolean {
  return field === 'body' || field === 'text' || field === 'html' || field === 'filename'
}
