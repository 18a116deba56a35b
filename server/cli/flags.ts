/** One setting: a flag, the variables that stand in for it, and what to say about it. */
export interface Flag {
  /** As commander wants it: `-s, --smtp <address>`. */
  readonly flags: string
  readonly name: string
  /** The first one set counts; the `MP_…` ones make a compose file of Mailpit's work. */
  readonly variables: readonly string[]
  readonly fallback: string | undefined
  /** May be given several times; in a variable, separated by commas. */
  readonly isList: boolean
  readonly isSwitch: boolean
  readonly help: string
}

interface FlagFields {
  readonly short?: string
  readonly value?: string
  readonly fallback?: string
  readonly variables?: readonly string[]
  readonly isList?: boolean
}

function flag(name: string, help: string, fields: FlagFields = {}): Flag {
  const { short, value, fallback, variables = [], isList = false } = fields
  const long = value === undefined ? `--${name}` : `--${name} <${value}>`
  return {
    flags: short === undefined ? long : `-${short}, ${long}`,
    name,
    variables: [`MAILMITT_${name.toUpperCase().replaceAll('-', '_')}`, ...variables],
    fallback,
    isList,
    isSwitch: value === undefined,
    help,
  }
}

/** Every setting of the server, in the order in which `--help` shows them. */
export const flags = {
  smtp: flag('smtp', 'SMTP listener; localhost is 127.0.0.1 and ::1, port 0 is any', {
    short: 's',
    value: '[host:]port',
    fallback: 'localhost:1025',
    variables: ['MP_SMTP_BIND_ADDR'],
    isList: true,
  }),
  listen: flag('listen', 'web UI and API', {
    short: 'l',
    value: '[host:]port',
    fallback: 'localhost:8025',
    variables: ['MP_UI_BIND_ADDR'],
  }),
  publicSmtp: flag('public-smtp', 'the address that people are told to point at', {
    value: 'host:port',
  }),
  webroot: flag('webroot', 'path under which the web UI and API are served', {
    value: 'path',
    fallback: '/',
    variables: ['MP_WEBROOT'],
  }),
  max: flag('max', 'messages kept; the oldest make room; 0 is no limit', {
    short: 'm',
    value: 'count',
    fallback: '5000',
    variables: ['MP_MAX_MESSAGES'],
  }),
  maxBytes: flag('max-bytes', 'MiB of messages kept; 0 is no limit', {
    value: 'MiB',
    fallback: '512',
  }),
  maxMessageSize: flag('max-message-size', 'MiB of one message; 0 is no limit', {
    value: 'MiB',
    fallback: '50',
    variables: ['MP_MAX_MESSAGE_SIZE'],
  }),
  smtpMaxRecipients: flag('smtp-max-recipients', 'recipients of one message; 0 is no limit', {
    value: 'count',
    fallback: '1000',
    variables: ['MP_SMTP_MAX_RECIPIENTS'],
  }),
  smtpStarttls: flag('smtp-starttls', 'offered, hidden (accepted, not advertised) or off', {
    value: 'mode',
  }),
  smtpTlsCert: flag('smtp-tls-cert', 'certificate for STARTTLS, PEM; self-signed when absent', {
    value: 'file',
    variables: ['MP_SMTP_TLS_CERT'],
  }),
  smtpTlsKey: flag('smtp-tls-key', 'its private key, PEM', {
    value: 'file',
    variables: ['MP_SMTP_TLS_KEY'],
  }),
  inboxDomain: flag('inbox-domain', 'mail to any@X.<domain> is in the inbox X', {
    value: 'domain',
    fallback: 'inbox.test',
    isList: true,
  }),
  allowedHosts: flag(
    'allowed-hosts',
    'further names under which the web UI may be asked for; * is any',
    {
      value: 'host',
      isList: true,
    },
  ),
  apiCors: flag('api-cors', 'further origins whose pages may write; * is any', {
    value: 'origin',
    variables: ['MP_API_CORS'],
    isList: true,
  }),
  logFormat: flag('log-format', 'pretty or json', { value: 'format', fallback: 'pretty' }),
  verbose: flag('verbose', 'say more', { short: 'v', variables: ['MP_VERBOSE'] }),
  quiet: flag('quiet', 'say nothing but errors', { short: 'q', variables: ['MP_QUIET'] }),
} as const satisfies Record<string, Flag>

export type FlagKey = keyof typeof flags
