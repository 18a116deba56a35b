import { once } from 'node:events'
import type { Socket } from 'node:net'
import { connect } from 'node:net'
import { limits } from '../../core/limits.ts'
import type { ListenAddress } from '../parse-address.ts'
import { formatAddress } from '../parse-address.ts'
import { exitCodes, SendmailError } from './exit-codes.ts'

/** Connects to the SMTP server; both address families of `localhost` are tried. */
export async function openSocket(address: ListenAddress): Promise<Socket> {
  const socket = connect(address)
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(limits.sendmailSilenceMs) })
    return socket
  } catch (cause) {
    socket.destroy()
    throw toSendmailError(cause, formatAddress(address))
  }
}

function toSendmailError(cause: unknown, where: string): SendmailError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new SendmailError(exitCodes.noHost, `There is no host for ${where}.`, { cause })
  }
  const hint = 'is Mailmitt running? --smtp-addr says where'
  const text = `No SMTP server answers at ${where} (${code === '' ? 'no answer in time' : code}); ${hint}.`
  return new SendmailError(exitCodes.temporaryFailure, text, { cause })
}
