import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** Where a script stands in its file, for the sentence that says what went wrong. */
interface At {
  readonly line: number
}

export type Step = At &
  (
    | { readonly type: 'send'; readonly bytes: Buffer }
    /** One physical line that begins so. */
    | { readonly type: 'line'; readonly prefix: string }
    /** One reply of this code, on as many lines as it takes. */
    | { readonly type: 'reply'; readonly code: string }
    | { readonly type: 'tls' | 'end' | 'close' | 'reset' }
  )

const LISTENERS = ['smtp', 'smtps', 'lmtp'] as const
export type DialogueListener = (typeof LISTENERS)[number]

export interface Dialogue {
  /** From `# listener:`. */
  readonly listener: DialogueListener
  /** From `# flags:`. */
  readonly flags: readonly string[]
  /** From `# env:`. */
  readonly env: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
}

const ESCAPE = /\\(?:x([0-9a-f]{2})|\{(.)\*(\d+)\}|([rnt\\]))/gi
const CONTROLS: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t', '\\': '\\' }
const SIGNS: Readonly<Record<string, 'tls' | 'end' | 'close' | 'reset'>> = {
  TLS: 'tls',
  END: 'end',
  CLOSE: 'close',
  RESET: 'reset',
}

/**
 * Reads a script, one thing a line:
 *
 *     # flags: --max-message-size 0.001     start Mailmitt so; any other # line is a comment
 *     # env: MAILMITT_SMTP_AUTH=ann:secret  start it with this variable
 *     # listener: lmtp                      speak to that listener; also smtps, whose first step is TLS
 *     C: NOOP                               a line of the client; CRLF is added
 *     C| one\n.\ntwo                        bytes of the client; nothing is added
 *     S: 250 2.0.0                          one line of the server begins so
 *     S*: 250                               one reply of the server, however many lines it has
 *     TLS                                   the handshake, whatever the certificate
 *     END                                   the client says no more, but listens on
 *     CLOSE                                 the server ends the connection
 *     RESET                                 the client tears the connection down
 *
 * Client lines that follow each other are one write. They know `\r \n \t \\ \x00` and `\{a*1000}`, an a
 * 1,000 times; what is not ASCII goes out as UTF-8. When the script ends the client says no more, and
 * the server must have no more to say either.
 */
export function parseDialogue(script: string): Dialogue {
  const flags: string[] = []
  const env: Record<string, string> = {}
  let listener: DialogueListener = 'smtp'
  const steps: Step[] = []
  let mayJoin = false
  for (const [index, text] of script.split('\n').entries()) {
    const line = index + 1
    const bytes = clientBytes(text)
    const last = steps.at(-1)
    if (bytes && mayJoin && last?.type === 'send') {
      steps[steps.length - 1] = { ...last, bytes: Buffer.concat([last.bytes, bytes]) }
    } else if (bytes) {
      steps.push({ type: 'send', bytes, line })
    } else if (text.startsWith('# flags:')) {
      flags.push(...text.slice('# flags:'.length).trim().split(/\s+/))
    } else if (text.startsWith('# env:')) {
      const [name = '', ...value] = text.slice('# env:'.length).trim().split('=')
      env[name] = value.join('=')
    } else if (text.startsWith('# listener:')) {
      listener = listenerIn(text, line)
    } else if (text !== '' && !text.startsWith('#')) {
      steps.push(serverStep(text, line))
    }
    mayJoin = bytes !== undefined
  }
  return { listener, flags, env, steps }
}

function listenerIn(text: string, line: number): DialogueListener {
  const name = text.slice('# listener:'.length).trim()
  const listener = LISTENERS.find((known) => known === name)
  if (listener) return listener
  throw new Error(`line ${line} names a listener that there is not: ${name}`)
}

function clientBytes(text: string): Buffer | undefined {
  if (text === 'C:') return Buffer.from('\r\n')
  if (text.startsWith('C: ')) return unescape(`${text.slice(3)}\\r\\n`)
  return text.startsWith('C| ') ? unescape(text.slice(3)) : undefined
}

function serverStep(text: string, line: number): Step {
  if (text.startsWith('S: ')) return { type: 'line', prefix: text.slice(3), line }
  if (text.startsWith('S*: ')) return { type: 'reply', code: text.slice(4), line }
  const type = SIGNS[text]
  if (type) return { type, line }
  throw new Error(`line ${line} is not of a dialogue: ${text}`)
}

/** `\xff` is the byte; every other character is its UTF-8. */
function unescape(text: string): Buffer {
  const pieces: Buffer[] = []
  let from = 0
  for (const match of text.matchAll(ESCAPE)) {
    const [whole, hex, repeated, times, control] = match
    pieces.push(Buffer.from(text.slice(from, match.index)))
    if (hex !== undefined) pieces.push(Buffer.from(hex, 'hex'))
    else if (repeated !== undefined) pieces.push(Buffer.from(repeated.repeat(Number(times))))
    else pieces.push(Buffer.from(CONTROLS[control ?? ''] ?? ''))
    from = match.index + whole.length
  }
  return Buffer.concat([...pieces, Buffer.from(text.slice(from))])
}

export interface PlayOptions {
  readonly host?: string
  /** How long a missing reply is waited for before that is the failure. */
  readonly patienceMs?: number
}

/** Plays a dialogue against a live server. Rejects with the line where the server left the script. */
export async function playDialogue(
  { steps }: Dialogue,
  port: number,
  { host = '127.0.0.1', patienceMs = 10_000 }: PlayOptions = {},
): Promise<void> {
  const raw = connect({ port, host, noDelay: true, allowHalfOpen: true })
  await once(raw, 'connect')
  let socket: Socket = raw
  let server = listenTo(socket, patienceMs)
  let last = 0

  try {
    for (const step of steps) {
      last = step.line
      switch (step.type) {
        case 'send':
          socket.write(step.bytes)
          break
        case 'line':
          await expectLine(server, step.prefix)
          break
        case 'reply':
          await expectReply(server, step.code)
          break
        case 'tls':
          server.release()
          socket = await upgrade(socket, patienceMs)
          server = listenTo(socket, patienceMs)
          break
        case 'end':
          socket.end()
          break
        case 'close':
          await expectSilence(server)
          return
        case 'reset':
          raw.resetAndDestroy()
          return
      }
    }
    socket.end()
    await expectSilence(server)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`line ${last}: ${reason}`, { cause })
  } finally {
    socket.destroy()
    raw.destroy()
  }
}

async function expectLine(server: Replies, prefix: string): Promise<void> {
  const line = await server.next()
  if (line?.startsWith(prefix)) return
  throw new Error(`expected "${prefix}", heard ${quote(line)}`)
}

async function expectReply(server: Replies, code: string): Promise<void> {
  for (;;) {
    const line = await server.next()
    if (line?.startsWith(code) !== true) {
      throw new Error(`expected a reply ${code}, heard ${quote(line)}`)
    }
    if (line[code.length] !== '-') return
  }
}

async function expectSilence(server: Replies): Promise<void> {
  const line = await server.next()
  if (line !== undefined) throw new Error(`expected the end, heard ${quote(line)}`)
}

function quote(line: string | undefined): string {
  return line === undefined ? 'the end of the connection' : `"${line}"`
}

async function upgrade(socket: Socket, patienceMs: number): Promise<Socket> {
  const secure = connectTls({ socket, rejectUnauthorized: false })
  const signal = AbortSignal.timeout(patienceMs)
  try {
    await once(secure, 'secureConnect', { signal })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`the TLS handshake failed: ${reason}`, { cause })
  }
  return secure
}

export interface Replies {
  /** The next line without its CRLF; `undefined` once the server has ended the connection. */
  next(): Promise<string | undefined>
  /** Stops listening; rejects what nobody asked for. */
  release(): void
}

/** The lines that a server says, one by one. */
export function listenTo(socket: Socket, patienceMs: number): Replies {
  const lines: string[] = []
  let rest = ''
  let ended = false
  let wake: () => void = () => undefined

  function hear(chunk: Buffer): void {
    const parts = (rest + chunk.toString('latin1')).split('\r\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
    wake()
  }
  function end(): void {
    if (rest !== '') lines.push(`without CRLF: ${rest}`)
    rest = ''
    ended = true
    wake()
  }
  socket.on('data', hear)
  for (const event of ['end', 'close', 'error']) socket.on(event, end)

  return {
    async next() {
      const late = performance.now() + patienceMs
      while (lines.length === 0 && !ended) {
        const left = late - performance.now()
        if (left <= 0) throw new Error(`heard nothing for ${patienceMs} ms`)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, left)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      return lines.shift()
    },
    release() {
      socket.off('data', hear)
      for (const event of ['end', 'close', 'error']) socket.off(event, end)
      const unasked = lines.at(0) ?? rest
      if (unasked !== '') throw new Error(`nobody asked for "${unasked}"`)
    },
  }
}
