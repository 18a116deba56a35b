import { connectMailmitt, startMailmitt } from '../index.ts'
import { variable } from '../mail/environment.ts'
import type { Mailmitt } from '../mail/mailmitt.ts'

/** The Mailmitt of `MAILMITT_URL`, which goes on; one of this process where that is not set. */
export async function openMailmitt(): Promise<Mailmitt> {
  return variable('MAILMITT_URL') === undefined ? startMailmitt() : connectMailmitt()
}

/** One for all who ask, opened for the first of them. */
export interface SharedMailmitt {
  open(): Promise<Mailmitt>
  /** Closes it, if it was opened. */
  close(): Promise<void>
}

export function createSharedMailmitt(): SharedMailmitt {
  let opening: Promise<Mailmitt> | undefined
  return {
    open: () => (opening ??= openMailmitt()),
    async close() {
      const mail = await opening
      opening = undefined
      await mail?.close()
    },
  }
}
