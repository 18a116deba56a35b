import type { FeedFrame } from '../contract/events.ts'
import { limits } from '../core/limits.ts'
import type { RefusedReply } from '../core/refused-replies.ts'
import { toFrame } from './frames.ts'

/** What one websocket is told of refusals: the first ones of a window, and of the rest how many. */
export interface ErrorWindow {
  add(frame: Buffer): void
  /** The window is over, and the next one begins. */
  close(): void
}

export function createErrorWindow(send: (frame: Buffer) => void): ErrorWindow {
  let told = 0
  let untold = 0

  return {
    add(frame) {
      if (told < limits.feedErrorsMax) {
        told += 1
        send(frame)
      } else untold += 1
    },
    close() {
      if (untold > 0) send(toFrame(toSummary(untold)))
      told = untold = 0
    },
  }
}

/** Mailpit's frame; the sentence is that of the session. */
export function toErrorFrame({ remoteAddress, verb, code, reply }: RefusedReply): FeedFrame {
  return {
    Type: 'error',
    Data: {
      Level: code < 500 ? 'warning' : 'error',
      Type: 'smtpd',
      IP: remoteAddress,
      Message: `${verb === '' ? 'The client' : verb} was answered ${reply}`,
    },
  }
}

function toSummary(count: number): FeedFrame {
  const Message = `SMTP refused ${count} more; /api/v1/sessions has them.`
  return { Type: 'error', Data: { Level: 'warning', Type: 'smtpd', IP: '', Message } }
}
