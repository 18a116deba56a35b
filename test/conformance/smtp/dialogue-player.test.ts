import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { parseDialogue, playDialogue } from '../../support/smtp-dialogue.ts'

const GREETING = '220 hello\r\n'

test.for([
  ['every reply is the one that was written', 'S: 220\nC: NOOP\nS: 250 2.0.0', undefined],
  ['a reply begins otherwise', 'S: 220\nC: NOOP\nS: 503', 'line 3: expected "503", heard "250'],
  ['a reply is missing', 'S: 220\nC: mute\nS: 250', 'line 3: heard nothing for 100 ms'],
  ['a reply is one too many', 'S: 220\nC: twice\nS: 250', 'line 3: expected the end, heard "250'],
  [
    'a reply to nothing comes before the next',
    'S: 220\nC: twice\nS: 250\nC: NOOP\nS: 252',
    'line 5',
  ],
  [
    'a line has no CRLF',
    'S: 220\nC: torn\nS: 250\nS: 251',
    'line 4: expected "251", heard "without',
  ],
  ['the end is missing', 'S: 220\nCLOSE', 'line 2: heard nothing'],
  ['the end comes too early', 'S: 220\nC: bye\nS: 250', 'line 3: expected "250", heard the end'],
  ['the end is expected', 'S: 220\nC: bye\nCLOSE', undefined],
  ['a reply has several lines', 'S: 220\nC: many\nS: 250-one\nS: 250 two', undefined],
  ['a line of a reply is left out', 'S: 220\nC: many\nS: 250', 'line 3: expected the end'],
  ['a whole reply is skipped', 'S: 220\nC: many\nS*: 250', undefined],
  ['a whole reply has another code', 'S: 220\nC: many\nS*: 354', 'expected a reply 354'],
  ['the handshake is answered in plain text', 'TLS\nS: 220', 'line 1: the TLS handshake failed'],
  [
    'the handshake is not answered',
    'S: 220\nC: mute\nTLS',
    'line 3: the TLS handshake failed: The operation was aborted',
  ],
] as const)('%s', async ([, script, problem]) => {
  const port = await startScriptedServer()

  const playing = playDialogue(parseDialogue(script), port, { patienceMs: 100 })

  if (problem === undefined) await expect(playing).resolves.toBeUndefined()
  else await expect(playing).rejects.toThrow(problem)
})

test('client lines that follow each other are one write, with their escapes undone', () => {
  const { steps } = parseDialogue('C: a\\x00\\\\\nC| \\t\\{b*3}\\r\nS: 250\nC: é\n\nC:')

  expect(steps.map((step) => (step.type === 'send' ? step.bytes.toString() : step.type))).toEqual([
    'a\0\\\r\n\tbbb\r',
    'line',
    'é\r\n',
    '\r\n',
  ])
})

test('a dialogue says how the server is to be started, and to whom it speaks', () => {
  const script = [
    '# listener: lmtp',
    '# flags: --max 2',
    '# flags: --hide-extensions DSN',
    '# env: MAILMITT_SMTP_AUTH=ann:a=b bob:c',
  ]

  expect(parseDialogue(script.join('\n'))).toEqual({
    listener: 'lmtp',
    flags: ['--max', '2', '--hide-extensions', 'DSN'],
    env: { MAILMITT_SMTP_AUTH: 'ann:a=b bob:c' },
    steps: [],
  })
  expect(parseDialogue('S: 220').listener).toBe('smtp')
})

test('a listener that there is not is a mistake in the script', () => {
  expect(() => parseDialogue('S: 220\n# listener: pop3')).toThrow('line 2')
})

test('a line that is no step is a mistake in the script', () => {
  expect(() => parseDialogue('S: 220\nQUIT')).toThrow('line 2')
})

/** Says what the tests above need, right or wrong. */
async function startScriptedServer(): Promise<number> {
  const answers: Record<string, string> = {
    NOOP: '250 2.0.0 OK\r\n',
    twice: '250 OK\r\n250 OK\r\n',
    torn: '250 OK\r\n251',
    many: '250-one\r\n250 two\r\n',
    mute: '',
  }
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.write(GREETING)
    socket.on('error', () => undefined)
    socket.on('data', (data) => {
      const said = data.toString().trim()
      if (said === 'bye') socket.end()
      else socket.write(answers[said] ?? '')
      if (said === 'torn') socket.end()
    })
  })
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return (server.address() as AddressInfo).port
}
