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
  /** … or so long when accepting leaves no time. */
  readRestBusyMs: 64,
  /** A message above this many bytes is read before its 250, so that no other reader waits for it. */
  readFirstBytesMin: 1 * MiB,
  /** Pieces in which mail is handed to the parser, so that no message blocks the event loop. */
  readPieceBytes: 64 * KiB,
  /** MIME nodes that are walked; what follows is reported as a problem. */
  mimeNodesMax: 1_000,
  /** Levels of multiparts that are walked. */
  mimeDepthMax: 100,
  /** Multiparts in one another whose boundary is guessed; each costs a walk over all that is in it. */
  mimeGuessesMax: 3,
  /** Header bytes of one MIME node that are read. */
  headerBytesMax: 2 * MiB,
  /** Header lines of one MIME node that are read. */
  headerLinesMax: 50_000,
  /** Characters of one header field in which encoded words are decoded; each costs up to 0.1 ms. */
  encodedWordsLengthMax: 64 * KiB,
  /** Characters of a Content-Type or Content-Disposition that are read. */
  parametersLengthMax: 64 * KiB,
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
  /** Characters of the headers of one message that `header:` looks at. */
  searchedHeadersMax: 64 * KiB,
  /** Bytes of a snippet, as Mailpit's. */
  snippetBytesMax: 200,
  /** Links of one message; what comes later in it is not listed. */
  linksMax: 5_000,
  /** Characters of the address of a link; a longer one is no link. */
  linkUrlLengthMax: 8 * KiB,
  /** Characters of the words of a link. */
  linkTextLengthMax: 500,
  /** Characters of one body in which codes are looked for. */
  codeTextMax: 32 * KiB,
  /** Numbers and the like that are looked at in one body, whether they are a code. */
  codeCandidatesMax: 200,
  /** Codes of one message. */
  codesMax: 20,
  /** Characters of the words around a code. */
  codeContextLengthMax: 200,

  /** What messages have in common is remembered, so many of each kind; then it begins anew. */
  commonPartsMax: 1_024,

  /** Read messages that are kept ready because they were asked for. */
  contentsCachedMax: 16,
  /** A message above this many bytes is read again each time instead of being kept ready. */
  contentCachedBytesMax: 4 * MiB,

  /** Pixels of an image that gets a thumbnail; a larger one is blank, as Mailpit's … */
  thumbnailPixelsMax: 20_000_000,
  /** … and so is one that is longer in either direction. */
  thumbnailSideMax: 65_535,
  /** Pixels after which a thumbnail in the making lets others have their turn. */
  thumbnailPixelsPerTurn: 64 * 1024,
  /** Thumbnails that are kept ready, of a few KB each. */
  thumbnailsCachedMax: 256,
  /** Segments of a JPEG: a table costs more to build than to send. */
  jpegSegmentsMax: 2_000,
  /** Scans of a progressive JPEG: a few bytes can ask for a pass over all of its blocks. */
  jpegScansMax: 100,
  /** Samples and coefficients that are held of a JPEG; beyond, it is drawn coarsely. */
  jpegValuesMax: 16 * MiB,
  /** Blocks of what comes before the picture of a GIF. */
  gifBlocksMax: 100_000,
  /** Chunks of a PNG; each costs an object, however few bytes it has. */
  pngChunksMax: 20_000,

  /** Characters of a search query. */
  queryLengthMax: 4 * KiB,
  /** Terms of a search query. */
  queryTermsMax: 100,
  /** The longest span of `newer:` and `older:`. */
  queryAgeMsMax: 100 * 366 * 24 * 3_600_000,
  /** How long a search goes through messages at a stretch, before others have their turn. */
  searchSliceMs: 8,
  /** Groups in groups of a search query. */
  queryDepthMax: 20,
  /** Characters of a text that a regular expression in a query looks at. */
  searchedPatternTextMax: 16 * KiB,

  /** Characters of the name of a tag. */
  tagLengthMax: 100,
  /** Characters that a name is cleaned from; a longer one is too long. */
  tagSourceLengthMax: 1_000,
  /** Tags of one message. */
  tagsPerMessageMax: 100,
  /** Characters of all X-Tags headers of a message that are read. */
  xTagsLengthMax: 64 * KiB,
  /** Tags of all messages together; mail that brings others is kept without them. */
  tagsMax: 10_000,
  /** Filters of one `--tag` or `--tags-config`. */
  tagFiltersMax: 1_000,
  /** Bytes of a mail's source that a filter looks at, besides what it searches. */
  tagFilterBytesMax: 1 * MiB,
  /** Bytes of one file of settings. */
  settingsFileBytesMax: 1 * MiB,

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
  /** Bytes of frames that are kept ready, so that each is written once for all websockets. */
  feedFramesBytesMax: 8 * MiB,
  /** Bytes of frames that are written at once, to all websockets that stand at the same place … */
  feedBatchBytes: 64 * KiB,
  /** … made of so many entries … */
  feedBatchEntriesMax: 100,
  /** … and so many of these are kept until something is logged. */
  feedBatchesMax: 16,
  /** While entries stream in, websockets are told in rounds, and for so many times as long as one takes they are not … */
  feedPausesPerRound: 9,
  /** … but never longer than this. */
  feedPauseMsMax: 100,
  /** Entries that are looked at for one websocket before others have their turn. */
  feedTurnEntriesMax: 1_000,
  /** Refusals of SMTP that one websocket is told of in a window; of more it is told the number. */
  feedErrorsMax: 10,
  /** That window. */
  feedErrorsMs: 1_000,
  /** How often, at most, the totals are told. */
  feedStatsMs: 250,
  /** Websockets open at once. */
  feedClientsMax: 1_000,
  /** How often an idle websocket is pinged. */
  feedPingMs: 54_000,

  /** SMTP connections open at once, over all listeners. */
  smtpConnectionsMax: 2_000,
  /** Time for one whole SMTP command, from the last reply on; then 421 (RFC 5321 4.5.3.2). */
  smtpIdleMs: 5 * 60_000,
  /** Time for one whole DATA, however steadily its bytes trickle. */
  smtpDataMs: 60 * 60_000,
  /** Time for one whole SMTP connection; it ends between two transactions. */
  smtpSessionMs: 24 * 60 * 60_000,
  /** How often the three times above are looked at. */
  smtpSweepMs: 1_000,
  /** Bytes of one SMTP command line; AUTH carries tokens of several KB. */
  smtpLineBytesMax: 16 * KiB,
  /** Bytes of one path in MAIL or RCPT; RFC 5321 4.5.3.1.3 asks for 256. */
  smtpPathBytesMax: 1 * KiB,
  /** RCPT commands of one transaction, refused ones too. */
  smtpRecipientCommandsMax: 100_000,
  /** Messages of one SMTP connection; the next MAIL gets 421, and the client connects anew. */
  smtpMessagesMax: 100_000,
  /** Commands without AUTH where AUTH is required; then 421. */
  smtpUnauthenticatedCommandsMax: 25,
  /** Failed AUTH attempts of one connection; then 421. */
  smtpAuthFailuresMax: 10,
  /** Bytes of messages that are being received, over all connections; beyond, 452 4.3.1. */
  smtpBytesInFlightMax: 256 * MiB,

  /** Passwords that wait for a slow comparison with one list of users; then 503, or 454 over SMTP. */
  loginsWaitingMax: 100,
  /** Bytes from which on an answer over HTTP is worth compressing. */
  compressBytesMin: 1 * KiB,
  /** Secrets that are known to be right for one password hash: bcrypt sees only their first 72 bytes. */
  provenSecretsMax: 100,

  /** Ended sessions that are remembered … */
  sessionsMax: 1_000,
  /** … and the bytes of their transcripts. */
  sessionBytesMax: 32 * MiB,
  /** Lines of one transcript; in a longer one the middle is left out. */
  transcriptLinesMax: 400,
  /** Characters of one line of a transcript. */
  transcriptLineLengthMax: 1_000,
  /** Messages and inboxes that one session names. */
  sessionNamesMax: 1_000,

  /** Fault rules at once. */
  faultRulesMax: 1_000,
  /** The longest a fault delays. */
  faultDelayMsMax: 10 * 60_000,
  /** The longest until a fault rule expires; more is a rule without end. */
  faultExpiresInMsMax: 30 * 24 * 3_600_000,
  /** Characters of the text of a reply: a reply line has 512 bytes (RFC 5321 4.5.3.1.5). */
  faultTextLengthMax: 400,
  /** Characters of a pattern. */
  patternLengthMax: 256,
  /** Instructions that a regular expression compiles to; each costs time at every character. */
  patternProgramMax: 1_000,
  /** Characters of a text that a pattern looks at. */
  patternTextLengthMax: 2 * KiB,
  /** Pairs of sender and recipient that greylist rules remember, together. */
  faultPairsMax: 10_000,
  /** Addresses with a fault of their own whose uses are counted. */
  faultAddressesMax: 10_000,

  /** Tables within tables that the page of a mail has; deeper ones are shown as plain blocks. */
  viewTablesDeepMax: 200,

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

  /** How long a line of the log waits for more, when the last one has only just gone out. */
  logHeldMs: 20,
  /** From the first answer that is possible until what the first mail needs is loaded, which holds up others. */
  warmUpDelayMs: 50,

  /** How long a stop waits for messages in flight. */
  stopGraceMs: 5_000,
  /** How long the last words to a client that does not read may take. */
  stopFlushMs: 250,
  /** How long a request may take to send its headers and body. */
  httpRequestMs: 60_000,

  /**
   * Milliseconds that an idle HTTP connection stays open. Node's five seconds end while a test thinks: its next
   * request then meets a connection that is just being closed.
   */
  httpIdleMs: 72_000,
} as const
