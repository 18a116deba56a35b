import { createClient } from '../../../client/http.ts'
import type { Client } from '../../../client/http.ts'

/** The server that sent this page, under whatever webroot its `<base>` says. */
export const mail: Client = createClient(document.baseURI)
