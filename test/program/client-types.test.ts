import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const client = path.join(import.meta.dirname, '../../dist/types')

/** What a strict user's compiler says, library declarations included. */
function problemsOf(source: string): string[] {
  const folder = mkdtempSync(path.join(client, '.types-'))
  const file = path.join(folder, 'user.ts')
  writeFileSync(file, source)
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    types: [],
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
  })
  const found = ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
  rmSync(folder, { recursive: true })
  return found
}

test('a test author gets types for what the client answers', () => {
  const source = `
    import { createClient, isWaitTimeout } from '../http.js'
    import type { FaultBody, Message } from '../http.js'
    const mail = createClient('http://localhost:8025')
    const rule: FaultBody = { Stage: 'rcpt', Action: { Reject: { Code: 451 } } }
    export const id: string = (await mail.addFault(rule)).ID
    export const latest: Message = await mail.peek('latest', { inbox: 'worker7' })
    export const missed = (error: unknown) => isWaitTimeout(error) && error.answer.Elsewhere
    const { messages } = await mail.wait({ since: 1, query: 'subject:welcome' })
    export const subject: string | undefined = messages[0]?.Subject
    export const nested: string | undefined = (await mail.message('latest')).Structure.Children[0]?.PartID
  `
  expect(problemsOf(source)).toEqual([])
})

test('a misuse does not compile', () => {
  const source = `
    import { createClient } from '../http.js'
    const mail = createClient('http://localhost:8025')
    export const size: string = (await mail.message('latest')).Size
    await mail.wait({ subject: 'welcome' })
    await mail.addFault({ Stage: 'dinner', Action: {} })
  `
  expect(problemsOf(source)).toHaveLength(3)
})
