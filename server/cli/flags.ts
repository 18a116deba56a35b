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
  /** A list whose values have commas of their own: only the flag, given several times, makes several. */
  readonly hasCommas: boolean
  readonly isSwitch: boolean
  /** A secret: on the command line every user of the machine could read it. */
  readonly isVariableOnly: boolean
  readonly help: string
}

interface FlagFields {
  readonly short?: string
  readonly value?: string
  readonly fallback?: string
  readonly variables?: readonly string[]
  readonly isList?: boolean
  readonly hasCommas?: boolean
  readonly isVariableOnly?: boolean
}

function flag(name: string, help: string, fields: FlagFields = {}): Flag {
  const { short, value, fallback, variables = [], isList = false } = fields
  const { isVariableOnly = false, hasCommas = false } = fields
  const long = value === undefined ? `--${name}` : `--${name} <${value}>`
  return {
    flags: short === undefined ? long : `-${short}, ${long}`,
    name,
    variables: [`MAILMITT_${name.toUpperCase().replaceAll('-', '_')}`, ...variables],
    fallback,
    isList,
    hasCommas,
    isSwitch: value === undefined,
    isVariableOnly,
    help,
  }
}

/** Every setting of the server, in the order in which `--help` shows them. */
export const flags = {
  smtp: flag('smtp', 'SMTP listener: [host:]port or unix:/path[:mode]; port 0 is any', {
    short: 's',
    value: 'address',
    fallback: 'localhost:1025',
    variables: ['MP_SMTP_BIND_ADDR'],
    isList: true,
  }),
  smtps: flag('smtps', 'listener with TLS from the first byte', { value: 'address', isList: true }),
  lmtp: flag('lmtp', 'LMTP listener', { value: 'address', isList: true }),
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
  smtpRequireStarttls: flag('smtp-require-starttls', 'no mail before STARTTLS', {
    variables: ['MP_SMTP_REQUIRE_STARTTLS', 'MP_SMTP_TLS_REQUIRED'],
  }),
  smtpRequireTls: flag('smtp-require-tls', 'makes each --smtp listener one of --smtps', {
    variables: ['MP_SMTP_REQUIRE_TLS'],
  }),
  hideExtensions: flag('hide-extensions', 'EHLO keywords that work but are not advertised', {
    value: 'keywords',
    isList: true,
  }),
  smtpTlsCert: flag('smtp-tls-cert', 'certificate, PEM, or sans:name,name; else self-signed', {
    value: 'file',
    variables: ['MP_SMTP_TLS_CERT'],
  }),
  smtpTlsKey: flag('smtp-tls-key', 'its private key, PEM', {
    value: 'file',
    variables: ['MP_SMTP_TLS_KEY'],
  }),
  smtpAuthFile: flag('smtp-auth-file', 'users and passwords as htpasswd writes them; else any', {
    value: 'file',
    variables: ['MP_SMTP_AUTH_FILE'],
  }),
  smtpAuth: flag('smtp-auth', 'the same, as user:password user:password', {
    value: 'users',
    variables: ['MP_SMTP_AUTH'],
    isVariableOnly: true,
  }),
  smtpAllowedRecipients: flag('smtp-allowed-recipients', 'other recipients get 550', {
    value: 'regex',
    variables: ['MP_SMTP_ALLOWED_RECIPIENTS'],
  }),
  smtpIgnoreRejectedRecipients: flag(
    'smtp-ignore-rejected-recipients',
    'other recipients get 250, and no mail',
    { variables: ['MP_SMTP_IGNORE_REJECTED_RECIPIENTS'] },
  ),
  ignoreDuplicateIds: flag('ignore-duplicate-ids', 'drop mail with a Message-ID that is there', {
    variables: ['MP_IGNORE_DUPLICATE_IDS'],
  }),
  smtpProxy: flag('smtp-proxy', 'peers that speak the PROXY protocol v1; * is all', {
    value: 'peers',
    isList: true,
  }),
  smtpXclient: flag('smtp-xclient', 'peers that may say XCLIENT; * is all', {
    value: 'peers',
    isList: true,
  }),
  chaosTriggers: flag('chaos-triggers', 'Sender:451:5,Recipient:452:10,Authentication:535:1', {
    value: 'triggers',
    variables: ['MP_CHAOS_TRIGGERS'],
  }),
  inboxDomain: flag('inbox-domain', 'mail to any@X.<domain> is in the inbox X', {
    value: 'domain',
    fallback: 'inbox.test',
    isList: true,
  }),
  tag: flag('tag', 'tags for mail that a search finds: tag=search "tag, tag"=search', {
    short: 't',
    value: 'filters',
    variables: ['MP_TAG'],
    isList: true,
    hasCommas: true,
  }),
  tagsConfig: flag('tags-config', 'the same as YAML: filters, a list of match and tags', {
    value: 'file',
    variables: ['MP_TAGS_CONFIG'],
  }),
  tagsTitleCase: flag('tags-title-case', 'new tags of X-Tags and plus-addresses get capitals', {
    variables: ['MP_TAGS_TITLE_CASE'],
  }),
  tagsDisable: flag('tags-disable', 'make no tags of these: plus-addresses, x-tags', {
    value: 'sources',
    variables: ['MP_TAGS_DISABLE'],
    isList: true,
  }),
  tagsUsername: flag('tags-username', 'makes a tag of the AUTH user', {
    variables: ['MP_TAGS_USERNAME'],
  }),
  allowedHosts: flag(
    'allowed-hosts',
    'further names under which the web UI may be asked for; * is any',
    {
      value: 'host',
      isList: true,
    },
  ),
  apiCors: flag(
    'api-cors',
    'further origins whose pages may read and write, [scheme://]host[:port]; * is any',
    {
      value: 'origin',
      variables: ['MP_API_CORS'],
      isList: true,
    },
  ),
  uiAuthFile: flag(
    'ui-auth-file',
    'users and passwords of the web UI and API, as htpasswd; else any',
    {
      value: 'file',
      variables: ['MP_UI_AUTH_FILE'],
    },
  ),
  uiAuth: flag('ui-auth', 'the same, as user:password user:password', {
    value: 'users',
    variables: ['MP_UI_AUTH'],
    isVariableOnly: true,
  }),
  sendApiAuthFile: flag('send-api-auth-file', 'users that may POST send, in place of those', {
    value: 'file',
    variables: ['MP_SEND_API_AUTH_FILE'],
  }),
  sendApiAuth: flag('send-api-auth', 'the same, as user:password user:password', {
    value: 'users',
    variables: ['MP_SEND_API_AUTH'],
    isVariableOnly: true,
  }),
  sendApiAuthAcceptAny: flag('send-api-auth-accept-any', 'POST send takes any user, and none', {
    variables: ['MP_SEND_API_AUTH_ACCEPT_ANY'],
  }),
  uiTlsCert: flag('ui-tls-cert', 'certificate for HTTPS, PEM, or sans:name,name for self-signed', {
    value: 'file',
    variables: ['MP_UI_TLS_CERT', 'MP_UI_SSL_CERT'],
  }),
  uiTlsKey: flag('ui-tls-key', 'its private key, PEM', {
    value: 'file',
    variables: ['MP_UI_TLS_KEY', 'MP_UI_SSL_KEY'],
  }),
  disableHttpCompression: flag('disable-http-compression', 'no gzip and no brotli', {
    variables: ['MP_DISABLE_HTTP_COMPRESSION'],
  }),
  label: flag('label', 'a name for this Mailmitt, shown by the web UI', {
    value: 'text',
    variables: ['MP_LABEL'],
  }),
  hideDeleteAllButton: flag('hide-delete-all-button', 'the web UI does not offer to delete all', {
    variables: ['MP_HIDE_DELETE_ALL_BUTTON'],
  }),
  logFormat: flag('log-format', 'pretty or json', { value: 'format', fallback: 'pretty' }),
  verbose: flag('verbose', 'say more', { short: 'v', variables: ['MP_VERBOSE'] }),
  quiet: flag('quiet', 'say nothing but errors', { short: 'q', variables: ['MP_QUIET'] }),
} as const satisfies Record<string, Flag>

export type FlagKey = keyof typeof flags
