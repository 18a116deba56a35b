import type { Attachment, Message as WireMessage, StructureNode } from '../../contract/message.ts'
import type { MailContent, MailPart, MimeNode } from '../../core/mail-content.ts'
import type { Message } from '../../core/message.ts'
import { toShared } from '../../wire/to-summary.ts'

/** One message whole: what is kept of it, and what was read from its bytes just now. */
export function toMessage(
  message: Message,
  content: MailContent,
  { hasTranscript }: { readonly hasTranscript: boolean },
): WireMessage {
  const { digest } = message
  return {
    ...toShared(message),
    ReturnPath: content.returnPath === '' ? (digest.from?.address ?? '') : content.returnPath,
    ListUnsubscribe: {
      Header: content.listUnsubscribe.header,
      Links: [...content.listUnsubscribe.links],
      Errors: content.listUnsubscribe.errors,
      HeaderPost: content.listUnsubscribe.headerPost,
    },
    Date: new Date(digest.dateMs ?? message.receivedMs).toISOString(),
    HasText: digest.hasText,
    HasHTML: digest.hasHtml,
    Text: content.text,
    HTML: content.html,
    Links: content.links.map(({ url, text, source, kind }) => ({
      URL: url,
      Text: text,
      Source: source,
      Kind: kind,
    })),
    Codes: content.codes.map(({ value, context }) => ({ Value: value, Context: context })),
    Inline: content.inline.map(toAttachment),
    Attachments: content.attachments.map(toAttachment),
    Problems: digest.problems.map(({ code, text }) => ({ Code: code, Text: text })),
    HeaderLines: content.headerLines.map(({ name, value, raw }) => ({
      Name: name,
      Value: value,
      Raw: raw,
    })),
    Structure: toStructure(content.structure),
    Envelope: {
      From: message.envelope.from,
      To: [...message.envelope.to],
      MailParams: { ...message.envelope.mailParams },
      RcptParams: message.envelope.rcptParams.map((params) => ({ ...params })),
    },
    Session: toSessionFacts(message, hasTranscript),
  }
}

function toSessionFacts({ session }: Message, hasTranscript: boolean): WireMessage['Session'] {
  if (!session) return null
  return {
    ID: session.id,
    RemoteAddress: session.remoteAddress,
    ClientName: session.clientName,
    Protocol: session.protocol,
    TLS: session.tls ? { Protocol: session.tls.protocol, Cipher: session.tls.cipher } : null,
    User: session.user,
    AuthMechanism: session.authMechanism,
    HasTranscript: hasTranscript,
  }
}

function toAttachment(part: MailPart): Attachment {
  return {
    PartID: part.partId,
    FileName: part.fileName,
    ContentType: part.contentType,
    ContentID: part.contentId,
    Size: part.size,
    Checksums: {
      MD5: part.checksums.md5,
      SHA1: part.checksums.sha1,
      SHA256: part.checksums.sha256,
    },
  }
}

function toStructure(node: MimeNode): StructureNode {
  return {
    PartID: node.partId,
    ContentType: node.contentType,
    Params: { ...node.params },
    Disposition: node.disposition,
    FileName: node.fileName,
    ContentID: node.contentId,
    Encoding: node.encoding,
    Size: node.size,
    Children: node.children.map(toStructure),
  }
}
