import type { Message, MessageList, MessageSummary } from '../../server/contract/message.ts'
import type { WaitTimeout } from '../../server/contract/wait.ts'
import { ask } from './http.ts'

/** What the API shows of the mail that SMTP brought. `url` ends with a slash. */
export async function listMessages(url: string): Promise<readonly MessageSummary[]> {
  const { messages } = (await ask(`${url}api/v1/messages?limit=0`)).json() as MessageList
  return messages
}

/** One message by id, or `latest`; it stays unread. */
export async function readMessage(url: string, id = 'latest'): Promise<Message> {
  return (await ask(`${url}api/v1/message/${id}?peek=true`)).json() as Message
}

export async function readRaw(url: string, id = 'latest'): Promise<Buffer> {
  return (await ask(`${url}api/v1/message/${id}/raw`)).body
}

/** What a wait says that ends without a match: failed sessions among it. */
export async function explainSilence(url: string): Promise<WaitTimeout> {
  return (await ask(`${url}api/v1/wait?query=subject:never-sent&timeout=0`)).json() as WaitTimeout
}
