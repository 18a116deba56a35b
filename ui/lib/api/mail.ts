import { createClient } from '../../../client/http.ts'
import type { Client } from '../../../client/http.ts'

/** The server that sent this page, under whatever webroot its `<base>` says. */
export const mail: Client = createClient(document.baseURI)

const lasting = createClient(document.baseURI, {
  fetch: (input, init) => fetch(input, { ...init, keepalive: true }),
})

/** The same, but a deletion goes on where its page is closed behind it. A browser allows that up to 64 KiB. */
export const lastingMail: Client = {
  ...mail,
  deleteMessages: (ids, asked) => lasting.deleteMessages(ids, asked),
}
