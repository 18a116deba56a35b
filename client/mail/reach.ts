import { MailmittHttpError } from '../http/http-error.ts'

/** @throws TypeError for what is no address of a web server */
export function checkAddress(address: string | URL): URL {
  const text = String(address)
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url !== undefined && /^https?:$/.test(url.protocol)) return url
  const hint = url?.protocol === 'smtp:' ? 'That is where apps send mail to; give' : 'Give'
  throw new TypeError(
    `${JSON.stringify(text)} is no web address. ${hint} that of Mailmitt's web UI, http://localhost:8025/.`,
  )
}

/** Why a server cannot be used from the start, and what to do. */
export function toConnectError(error: unknown, url: string): unknown {
  if (error instanceof SyntaxError) return notMailmitt(url, error)
  if (!(error instanceof MailmittHttpError)) return error
  if (error.code === 'unreachable') {
    return new MailmittHttpError(
      `Mailmitt does not answer at ${url}. Start it (npx mailmitt), or set MAILMITT_URL to where it is.`,
      { status: 0, code: 'unreachable', cause: error },
    )
  }
  if (error.code === 'unauthorized') {
    return new MailmittHttpError(
      `The Mailmitt at ${url} asks who it is: give its address as http://user:password@….`,
      { status: error.status, code: error.code, cause: error },
    )
  }
  if (error.code === 'not-found' || error.code === 'unexpected-answer') {
    return notMailmitt(url, error)
  }
  return error
}

/** Something answers there, but not as Mailmitt does. */
export function notMailmitt(url: string, cause?: unknown): MailmittHttpError {
  return new MailmittHttpError(
    `What answers at ${url} is not Mailmitt. Give the address of its web UI, with its --webroot if it has one.`,
    { status: 0, code: 'unexpected-answer', cause },
  )
}

/** Why nothing more can be asked of a server that was there, and what to do. */
export function toWaitError(error: unknown, url: string): unknown {
  if (isGone(error)) {
    return new MailmittHttpError(
      `Mailmitt at ${url} does not answer any more. See in its log why it ended, and start it again.`,
      { status: 0, code: 'unreachable', cause: error },
    )
  }
  if (error instanceof MailmittHttpError && error.code === 'stale-cursor') {
    return new MailmittHttpError(
      `Mailmitt at ${url} was started anew, or this \`since\` is not its own. Connect to it again, or take a new cursor().`,
      { status: error.status, code: error.code, answer: error.answer, cause: error },
    )
  }
  return error
}

/** Nobody listens any more, it says that it stops, or an answer broke off in the middle. */
export function isGone(error: unknown): boolean {
  if (error instanceof MailmittHttpError) {
    return error.code === 'unreachable' || error.code === 'shutting-down'
  }
  // How fetch tells that a body ended early.
  return error instanceof TypeError && error.message === 'terminated'
}
