import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import ts from 'typescript'

/** A script of the built UI that a first look at the list waits for. */
export interface Chunk {
  /** Relative to the folder of the UI. */
  readonly name: string
  readonly gzipBytes: number
}

const folder = path.join(import.meta.dirname, '../../dist/ui')

/** The scripts that the page names, and what these import statically, the largest first. */
export function readFirstLoad(): readonly Chunk[] {
  const page = readFileSync(path.join(folder, 'index.html'), 'utf8')
  const found = new Map<string, Chunk>()
  const names = [...page.matchAll(/<script\b[^>]*\bsrc="([^"]+)"/g)].map(([, src = '']) => src)
  for (let name = names.pop(); name !== undefined; name = names.pop()) {
    const file = path.posix.normalize(name)
    if (found.has(file)) continue
    const source = readFileSync(path.join(folder, file), 'utf8')
    found.set(file, { name: file, gzipBytes: gzipSync(source, { level: 9 }).byteLength })
    names.push(
      ...staticImportsOf(source).map((one) => path.posix.join(path.posix.dirname(file), one)),
    )
  }
  return [...found.values()].sort((one, other) => other.gzipBytes - one.gzipBytes)
}

export function totalOf(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0)
}

/** Not those of `import()`, which wait until they are asked for. */
function staticImportsOf(source: string): readonly string[] {
  const { statements } = ts.createSourceFile('chunk.js', source, ts.ScriptTarget.ESNext)
  return statements
    .flatMap((statement) =>
      ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)
        ? [statement.moduleSpecifier]
        : [],
    )
    .filter((specifier) => specifier !== undefined && ts.isStringLiteral(specifier))
    .map(({ text }) => text)
}
