import { expect, test } from 'vitest'
import { createLineWriter } from '../../../server/cli/line-writer.ts'
import { createLogger } from '../../../server/cli/logger.ts'
import { createProgress } from '../../../server/cli/progress.ts'
import type { LogFormat, LogLevel } from '../../../server/cli/read-config.ts'

function loggerInto(lines: string[], format: LogFormat, level: LogLevel) {
  return createLogger({
    format,
    level,
    out: (line) => lines.push(line),
    err: (line) => lines.push(`! ${line}`),
    now: () => new Date('2026-11-22T12:00:00Z'),
  })
}

test.for([
  ['quiet', ['! error']],
  ['normal', ['info', '! error']],
  ['verbose', ['info', 'detail', '! error']],
] as const)('%s says %j', ([level, expected]) => {
  const lines: string[] = []
  const logger = loggerInto(lines, 'pretty', level)

  logger.info('event', 'info')
  logger.detail('event', 'detail')
  logger.error('event', 'error')

  expect(lines).toEqual(expected)
})

test('a program gets one JSON object a line', () => {
  const lines: string[] = []

  loggerInto(lines, 'json', 'normal').info('accepted', 'a\nb', { id: 'x' })

  expect(lines).toEqual([
    '{"time":"2026-11-22T12:00:00.000Z","event":"accepted","text":"a\\nb","id":"x"}',
  ])
})

test('what a client sent cannot steer the terminal', () => {
  const lines: string[] = []

  loggerInto(lines, 'pretty', 'normal').info(
    'refused',
    'RCPT \u001b[2J\u001b]0;x\u0007\r\u009b31m!',
  )

  expect(lines.join('')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
})

test('lines that stream in go out together, and none is left behind', async () => {
  const writes: string[] = []
  let written = 0
  const done = new Promise<void>((resolve) => {
    const writer = createLineWriter({
      write(text: string) {
        writes.push(text)
        written += text.split('\n').length - 1
        if (written === 50) resolve()
      },
    })
    let line = 0
    const next = (): void => {
      writer.write(String((line += 1)))
      if (line < 50) setImmediate(next)
    }
    next()
  })

  await done

  expect(writes.join('')).toBe(Array.from({ length: 50 }, (_, n) => `${n + 1}\n`).join(''))
  expect(writes[0]).toBe('1\n')
  expect(writes.length).toBeLessThan(50)
})

test('lines of one turn go out in one write', async () => {
  const writes: string[] = []
  const writer = createLineWriter({ write: (text: string) => writes.push(text) })

  writer.write('one')
  writer.write('two')
  await new Promise((resolve) => setImmediate(resolve))
  writer.write('three')
  writer.flush()

  expect(writes).toEqual(['one\ntwo\n', 'three\n'])
})

test.for([
  [false, 'x.eml failed\n2 done\n'],
  [true, '\r\u001b[K1 done\r\u001b[Kx.eml failed\n\r\u001b[K2 done\r\u001b[K2 done\n'],
] as const)('progress moves on a terminal only (%s)', ([isTTY, expected]) => {
  let text = ''
  const progress = createProgress({ isTTY, write: (more) => (text += more) })

  progress.show('1 done')
  progress.note('x.eml failed')
  progress.show('2 done')
  progress.end()

  expect(text).toBe(expected)
})
