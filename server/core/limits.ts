const KiB = 1024
const MiB = 1024 * KiB

/** Every bound of the program that no flag sets. What a flag sets has its default in `cli/flags.ts`. */
export const limits = {
  /** Entries that the event log keeps for readers that resume. */
  eventsMax: 10_000,
  /** Bytes of those entries; the oldest go when their messages are large. */
  eventBytesMax: 64 * MiB,
  /** Deletes that are told one by one; above, one `pruned` event says "reload". */
  deletesToldMax: 200,

  /** Accepted bytes that wait to be read; beyond, the next final dot waits for its 250. */
  unreadBytesMax: 64 * MiB,
  /** How long accepted mail is read at a stretch … */
  readSliceMs: 4,
  /** … before it rests so long, while more mail streams in: accepting goes first. */
  readRestMs: 16,
  /** Pieces in which mail is handed to the parser, so that no message blocks the event loop. */
  readPieceBytes: 64 * KiB,
  /** MIME nodes that are walked; what follows is reported as a problem. */
  mimeNodesMax: 1_000,
  /** Levels of multiparts that are walked. */
  mimeDepthMax: 100,
  /** Header bytes of one MIME node that are read. */
  headerBytesMax: 2 * MiB,
  /** Header lines of one MIME node that are read. */
  headerLinesMax: 50_000,
  /** Characters of one entry of an address list; a longer one is reported, not read. */
  mailboxLengthMax: 16 * KiB,
  /** Characters of the file name of a part. */
  fileNameLengthMax: 255,
  /** Characters of a body that a snippet is made from. */
  snippetSourceMax: 4 * KiB,
  /** Bytes of a body that searches look at. */
  searchedBytesMax: 8 * MiB,
  /** Characters of the searchable text of one message. */
  searchTextMax: 1 * MiB,
  /** Bytes of a snippet, as Mailpit's. */
  snippetBytesMax: 200,
  /** Read messages that are kept ready because they were asked for. */
  contentsCachedMax: 16,
  /** A message above this many bytes is read again each time instead of being kept ready. */
  contentCachedBytesMax: 4 * MiB,

  /** Characters of a search query. */
  queryLengthMax: 4 * KiB,
  /** Terms of a search query. */
  queryTermsMax: 100,

  /** Waits held at once. */
  waitersMax: 10_000,
  /** The longest a wait is held. */
  waitMsMax: 4 * 60_000,
  /** The most messages one wait can ask for. */
  waitCountMax: 10_000,
  /** Messages a timed-out wait explains. */
  waitArrivedMax: 10,
  /** Failed sessions a timed-out wait names. */
  waitFailedSessionsMax: 10,

  /** Bytes of a JSON request body. */
  jsonBodyBytesMax: 5 * MiB,
  /** Bytes of one mbox that is imported over HTTP, and of the largest message that `ingest` reads. */
  importBytesMax: 256 * MiB,
  /** Messages of one mbox that is imported over HTTP. */
  importMessagesMax: 10_000,
  /** Bytes that wait in the socket of one slow websocket before its frames are held back. */
  feedBufferedBytesMax: 1 * MiB,
  /** Websockets open at once. */
  feedClientsMax: 1_000,
  /** How often an idle websocket is pinged. */
  feedPingMs: 54_000,

  /** SMTP connections open at once. */
  smtpConnectionsMax: 2_000,
  /** Silence after which an SMTP connection gets 421 (RFC 5321 4.5.3.2). */
  smtpIdleMs: 5 * 60_000,
  /** Bytes of one SMTP command line; AUTH carries tokens of several KB. */
  smtpLineBytesMax: 16 * KiB,
  /** Bytes of one path in MAIL or RCPT; RFC 5321 4.5.3.1.3 asks for 256. */
  smtpPathBytesMax: 1 * KiB,
  /** Ended sessions that are remembered. */
  sessionsMax: 1_000,

  /** Bytes that `sendmail` reads from its standard input. */
  sendmailBytesMax: 128 * MiB,
  /** Silence of the SMTP server after which `sendmail` gives up. */
  sendmailSilenceMs: 60_000,
  /** How long `sendmail` waits for the good-bye of the server. */
  sendmailQuitMs: 1_000,
  /** Folders in folders that `ingest` walks into. */
  ingestDepthMax: 50,
  /** Messages that `dump` asks a server for. */
  dumpMessagesMax: 1_000_000,

  /** How long a stop waits for messages in flight. */
  stopGraceMs: 5_000,
  /** How long the last words to a client that does not read may take. */
  stopFlushMs: 250,
  /** How long a request may take to send its headers and body. */
  httpRequestMs: 60_000,
} as const
