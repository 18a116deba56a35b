/** One thing that can be written in a query, and what it means. */
export interface Written {
  readonly text: string
  readonly says: string
}

/** The operators of the server's language; a test holds the names to those that the server knows. */
export const operators: readonly Written[] = [
  { text: 'subject:', says: 'Words of the subject' },
  { text: 'from:', says: 'Name or address of the sender' },
  { text: 'to:', says: 'Names or addresses in To' },
  { text: 'tag:', says: 'A tag, by its whole name' },
  { text: 'inbox:', says: 'An inbox, by its whole name' },
  { text: 'is:', says: 'Read, unread or tagged' },
  { text: 'has:', says: 'An attachment, a code, a link …' },
  { text: 'newer:', says: 'Received within the last 5m, 2h, 7d' },
  { text: 'older:', says: 'Received longer ago than 5m, 2h, 7d' },
  { text: 'after:', says: 'Received on that day or later' },
  { text: 'before:', says: 'Received before that day' },
  { text: 'larger:', says: 'More bytes than 500, 10k, 1mb' },
  { text: 'smaller:', says: 'Fewer bytes than 500, 10k, 1mb' },
  { text: 'body:', says: 'Words of the text or the HTML' },
  { text: 'text:', says: 'Words of the text part' },
  { text: 'html:', says: 'Words of the HTML, its link addresses too' },
  { text: 'filename:', says: 'Name of an attachment' },
  { text: 'addressed:', says: 'Any name or address of the message' },
  { text: 'cc:', says: 'Names or addresses in Cc' },
  { text: 'bcc:', says: 'Blind copies, also those of the envelope' },
  { text: 'reply-to:', says: 'Where replies go' },
  { text: 'envelope-from:', says: 'The sender that was said over SMTP' },
  { text: 'envelope-to:', says: 'A recipient that was said over SMTP' },
  { text: 'message-id:', says: 'The Message-ID' },
  { text: 'header:', says: 'A header is there, or name=value' },
]

const noTextFields: ReadonlySet<string> = new Set([
  ...['header:', 'tag:', 'inbox:', 'is:', 'has:', 'newer:', 'older:', 'after:', 'before:'],
  ...['larger:', 'smaller:'],
])
/** Operators that look at a text: they take a regular expression, `subject:/^re:/i`. */
export const textFields: ReadonlySet<string> = new Set(
  operators.map(({ text }) => text).filter((text) => !noTextFields.has(text)),
)

/** Words that stand behind an operator as they are. */
export const flags: readonly Written[] = [
  { text: 'is:unread', says: 'Not opened yet' },
  { text: 'is:read', says: 'Opened before' },
  { text: 'is:tagged', says: 'With a tag, whichever' },
  { text: 'has:attachment', says: 'With a file attached' },
  { text: 'has:inline', says: 'With an image inside of the HTML' },
  { text: 'has:text', says: 'With a text part' },
  { text: 'has:html', says: 'With an HTML part' },
  { text: 'has:link', says: 'With a link' },
  { text: 'has:code', says: 'With a sign-in or verification code' },
  { text: 'has:problem', says: 'With something wrong in it' },
]

/** Values worth a click; any other of their kind does as well. */
export const samples: readonly Written[] = [
  { text: 'newer:5m', says: 'The last five minutes' },
  { text: 'newer:1h', says: 'The last hour' },
  { text: 'newer:1d', says: 'The last day' },
  { text: 'older:1h', says: 'More than an hour ago' },
  { text: 'older:1d', says: 'More than a day ago' },
  { text: 'after:today', says: 'Since midnight' },
  { text: 'after:yesterday', says: 'Since midnight of yesterday' },
  { text: 'before:today', says: 'Until midnight' },
  { text: 'before:yesterday', says: 'Until midnight of yesterday' },
  { text: 'larger:100k', says: 'Gmail cuts HTML at 102 kB' },
  { text: 'larger:1mb', says: 'More than a megabyte' },
  { text: 'smaller:10k', says: 'Less than ten kilobytes' },
  { text: 'header:list-unsubscribe', says: 'With a header for leaving the list' },
]
