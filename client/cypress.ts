/* eslint-disable @typescript-eslint/no-namespace, @typescript-eslint/no-explicit-any, @typescript-eslint/no-unused-vars -- Cypress declares its commands so. */
import type { InboxOptions } from './mail/inbox.ts'
import type { CriteriaArgument } from './mail/criteria.ts'
import type { PlainInbox } from './cypress-plugin.ts'
import { toPlainCriteria } from './runners/plain-criteria.ts'
import type { PlainMessage, RemoteMessage } from './runners/plain-message.ts'
import { toRemoteMessage } from './runners/plain-message.ts'

declare global {
  namespace Cypress {
    interface Chainable<Subject = any> {
      /** An inbox for this test alone. */
      mailInbox(options?: InboxOptions): Chainable<PlainInbox>
      /** The first message in it that meets the criteria. */
      waitForMail(
        inbox: PlainInbox,
        criteria?: CriteriaArgument,
        settings?: { readonly timeout?: number },
      ): Chainable<RemoteMessage>
      /** Watches that none comes. */
      expectNoMail(
        inbox: PlainInbox,
        criteria?: CriteriaArgument,
        settings?: { readonly within?: number },
      ): Chainable<null>
    }
  }
}

/** A part of Cypress's globals, so that its types are not needed to build this. */
interface Globals {
  readonly Cypress: { readonly Commands: { add(name: string, command: unknown): void } }
  readonly cy: {
    task(name: string, argument: unknown, options?: { timeout: number }): Chain
  }
}
interface Chain {
  then(callback: (value: unknown) => unknown): Chain
}

/** Cypress's own patience must be the longer one, or its error says nothing. */
const patienceMs = 10_000

const { Cypress, cy } = globalThis as unknown as Globals

Cypress.Commands.add('mailInbox', (options?: InboxOptions) =>
  cy.task('mailmitt:inbox', options ?? null),
)
Cypress.Commands.add(
  'waitForMail',
  (inbox: PlainInbox, criteria?: CriteriaArgument, settings: { timeout?: number } = {}) =>
    cy
      .task(
        'mailmitt:wait',
        { key: inbox.key, criteria: toPlainCriteria(criteria), settings },
        { timeout: (settings.timeout ?? 0) + patienceMs },
      )
      .then((plain) => toRemoteMessage(plain as PlainMessage)),
)
Cypress.Commands.add(
  'expectNoMail',
  (inbox: PlainInbox, criteria?: CriteriaArgument, settings: { within?: number } = {}) =>
    cy.task(
      'mailmitt:none',
      { key: inbox.key, criteria: toPlainCriteria(criteria), settings },
      { timeout: (settings.within ?? 0) + patienceMs },
    ),
)
