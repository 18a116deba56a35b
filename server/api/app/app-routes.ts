import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import type { SmtpAddress } from '../../contract/app.ts'
import { AppInfo, WebUi } from '../../contract/app.ts'
import type { MessageStore } from '../../core/message-store.ts'
import type { Intake } from '../../intake/intake.ts'
import { errors } from '../answer/errors.ts'

export interface AppRoutesOptions {
  readonly store: MessageStore
  readonly intake: Intake
  readonly version: string
  readonly startedAt: Date
  /** Where to point an app at. */
  readonly smtpAddresses: () => readonly SmtpAddress[]
  readonly inboxDomains: readonly string[]
  /** Whether only known users may send over SMTP. */
  readonly requiresSmtpAuth: boolean
  /** SMTP commands and messages that were refused. */
  readonly smtpRefused: () => number
  readonly now: () => Date
  /** A name for this Mailmitt, `''` for none. */
  readonly label: string
  readonly ignoresDuplicates: boolean
  /** Whether the web UI does not offer to delete all. */
  readonly hidesDeleteAll: boolean
}

export const appRoutes: FastifyPluginCallbackTypebox<AppRoutesOptions> = (app, options, done) => {
  const { store, intake } = options

  app.get(
    '/info',
    {
      schema: {
        summary: 'About this Mailmitt',
        response: { 200: AppInfo, ...errors },
      },
    },
    async () => {
      await intake.settled()
      const stats = await store.stats()
      return {
        Version: options.version,
        LatestVersion: 'disabled',
        Database: 'memory',
        DatabaseSize: stats.bytes,
        Messages: stats.messages,
        Unread: stats.unread,
        Tags: Object.fromEntries(stats.tags),
        RuntimeStats: {
          Uptime: Math.floor((options.now().getTime() - options.startedAt.getTime()) / 1_000),
          Memory: process.memoryUsage.rss(),
          MessagesDeleted: stats.deleted,
          SMTPAccepted: intake.stats.accepted,
          SMTPAcceptedSize: intake.stats.acceptedBytes,
          SMTPRejected: options.smtpRefused(),
          SMTPIgnored: intake.stats.ignored,
        },
        SMTP: [...options.smtpAddresses()],
        InboxDomains: [...options.inboxDomains],
        SMTPAuth: options.requiresSmtpAuth ? ('required' as const) : ('any' as const),
      }
    },
  )

  app.get(
    '/webui',
    {
      schema: {
        summary: 'What a web UI needs to know',
        response: { 200: WebUi, ...errors },
      },
    },
    () => ({
      Label: options.label,
      MessageRelay: NO_RELAY,
      SpamAssassin: false,
      ChaosEnabled: true,
      DuplicatesIgnored: options.ignoresDuplicates,
      HideDeleteAllButton: options.hidesDeleteAll,
      SMTP: [...options.smtpAddresses()],
      InboxDomains: [...options.inboxDomains],
    }),
  )

  done()
}

/** Mailmitt delivers no mail. */
const NO_RELAY = {
  Enabled: false,
  SMTPServer: '',
  ReturnPath: '',
  AllowedRecipients: '',
  BlockedRecipients: '',
  OverrideFrom: '',
  PreserveMessageIDs: false,
  RecipientAllowlist: '',
}
