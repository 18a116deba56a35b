import type { RunningMailmitt } from './start-mailmitt.ts'
import type { Ask } from './http.ts'
import { ask } from './http.ts'
import { idOf, sendMail } from './send-mail.ts'

/** What the requests below are about. */
export interface Facts {
  readonly messageId: string
  readonly sessionId: string
  readonly faultId: string
  readonly cursor: number
}

export interface GoodRequest {
  /** Behind `api/v1/`. */
  readonly path: (facts: Facts) => string
  readonly ask?: (facts: Facts) => Ask
}

/** A mail with a tag, a part and a transcript, in an inbox, and a fault rule that never acts. */
export async function prepareFacts({ smtpPort, url }: RunningMailmitt): Promise<Facts> {
  const reply = await sendMail(smtpPort, {
    subject: 'Your code',
    headers: { 'X-Tags': 'order' },
    to: 'bob@worker7.inbox.test',
    text: 'Your code is 482913.',
    html: '<p>Your code is <b>482913</b>.</p>',
    attachments: [{ filename: 'dot.png', content: Buffer.from(png, 'base64') }],
  })
  const rule = { Stage: 'rcpt', Match: { Recipient: 'none@x.test' }, Action: { DelayMs: 0 } }
  const fault = await ask(`${url}api/v1/faults`, { method: 'POST', body: JSON.stringify(rule) })
  const message = await ask(`${url}api/v1/message/latest?peek=true`)
  const cursor = await ask(`${url}api/v1/cursor`)
  return {
    messageId: idOf(reply),
    sessionId: (message.json() as { Session: { ID: string } }).Session.ID,
    faultId: (fault.json() as { ID: string }).ID,
    cursor: (cursor.json() as { Seq: number }).Seq,
  }
}

/** One red pixel. */
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

const at = (path: string): GoodRequest => ({ path: () => path })
const send = (method: string, path: string, body?: unknown): GoodRequest => ({
  path: () => path,
  ask: () => ({ method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
})

/** For each operation of the OpenAPI document a request that is answered with 200. */
export const goodRequests: Readonly<Record<string, GoodRequest>> = {
  getMessages: at('messages?start=0&limit=10'),
  putMessages: send('PUT', 'messages', { Read: true }),
  deleteMessages: send('DELETE', 'messages'),
  getSearch: at('search?query=subject:code'),
  deleteSearch: send('DELETE', 'search?query=subject:code'),
  getMessageById: { path: ({ messageId }) => `message/${messageId}` },
  getMessageHeaders: { path: ({ messageId }) => `message/${messageId}/headers` },
  getMessageRaw: { path: ({ messageId }) => `message/${messageId}/raw?dl=1` },
  getMessagePartByPartId: { path: ({ messageId }) => `message/${messageId}/part/2` },
  getMessagePartThumb: { path: ({ messageId }) => `message/${messageId}/part/2/thumb` },
  getWait: at('wait?query=subject:code&timeout=1s'),
  getCursor: at('cursor'),
  getEvents: { path: ({ cursor }) => `events?since=${cursor - 1}` },
  getInfo: at('info'),
  getWebui: at('webui'),
  postSend: send('POST', 'send', {
    From: { Email: 'a@example.com' },
    To: [{ Email: 'b@example.com' }],
  }),
  getInboxes: at('inboxes'),
  deleteInboxesByName: send('DELETE', 'inboxes/worker7'),
  getTags: at('tags?inbox=worker7'),
  putTags: {
    path: () => 'tags',
    ask: ({ messageId }) => ({
      method: 'PUT',
      body: JSON.stringify({ Tags: ['order', 'shop'], IDs: [messageId] }),
    }),
  },
  putTagsByTag: send('PUT', 'tags/order', { Name: 'purchase' }),
  deleteTagsByTag: send('DELETE', 'tags/order'),
  getSessions: at('sessions'),
  getSessionsById: { path: ({ sessionId }) => `sessions/${sessionId}` },
  getCapem: at('ca.pem'),
  getFaults: at('faults'),
  postFaults: send('POST', 'faults', {
    Stage: 'message',
    Match: { Subject: '*invoice*' },
    Action: { Reject: { Code: 452, Enhanced: '4.2.2', Text: 'Mailbox full' } },
    Times: 2,
    ExpiresIn: '10m',
  }),
  deleteFaults: send('DELETE', 'faults'),
  deleteFaultsById: {
    path: ({ faultId }) => `faults/${faultId}`,
    ask: () => ({ method: 'DELETE' }),
  },
  getChaos: at('chaos'),
  putChaos: send('PUT', 'chaos', { Sender: { ErrorCode: 451, Probability: 0 } }),
  postImport: {
    path: () => 'import?inbox=worker7',
    ask: () => ({
      method: 'POST',
      headers: { 'content-type': 'message/rfc822' },
      body: 'Subject: Imported\r\n\r\nHello.\r\n',
    }),
  },
}
