// Writes the types of the package: the declarations of client/, and the shapes of the wire spelled
// out. TypeBox's own types cannot be bundled into one file, and users are not to install TypeBox for them.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { format } from 'prettier'
import ts from 'typescript'

const root = path.join(import.meta.dirname, '..')
const target = path.join(root, 'dist/types')

const { config } = ts.readConfigFile(path.join(root, 'client/tsconfig.json'), (file) =>
  ts.sys.readFile(file),
) as { config: object }
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, path.join(root, 'client'))
const folder = path.join(root, 'client')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
)
const program = ts.createProgram(
  files.map((file) => path.join(folder, file)),
  { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true },
)
const checker = program.getTypeChecker()

const contract = /server[\\/]contract[\\/](\w+)\.ts$/
mkdirSync(path.join(target, 'contract'), { recursive: true })
for (const source of program.getSourceFiles()) {
  const [, name] = contract.exec(source.fileName) ?? []
  if (name !== undefined) await write(`contract/${name}`, declarationsOf(source))
}
for (const file of files) {
  let declared = ''
  program.emit(program.getSourceFile(path.join(folder, file)), (_file, text) => (declared = text))
  await write(file.replace(/\.ts$/, ''), withBuiltImports(declared))
}

/** The paths of what is imported, as they are beside the built client. */
function withBuiltImports(text: string): string {
  return text
    .replaceAll(/'(?:\.\.\/)+server\/contract\/(\w+)\.(?:ts|js)'/g, (whole, name: string) => {
      const up = whole.split('../').length - 2
      return `'${up === 0 ? './' : '../'.repeat(up)}contract/${name}.js'`
    })
    .replaceAll(/'(\.{1,2}\/[\w./-]+)\.ts'/g, "'$1.js'")
}

/** For both kinds of modules: TypeScript tells them apart by the name of the types' file. */
async function write(name: string, text: string): Promise<void> {
  const pretty = await format(text, { parser: 'typescript', semi: false, singleQuote: true })
  mkdirSync(path.dirname(path.join(target, name)), { recursive: true })
  writeFileSync(path.join(target, `${name}.d.ts`), pretty)
  const required = pretty.replaceAll(/'(\.{1,2}\/[\w./-]+)\.js'/g, "'$1.cjs'")
  writeFileSync(path.join(target, `${name}.d.cts`), required)
}

/** Every exported type of a file, spelled out down to primitives. */
function declarationsOf(source: ts.SourceFile): string {
  const module = checker.getSymbolAtLocation(source)
  const exported = module ? checker.getExportsOfModule(module) : []
  const types = exported.filter(
    ({ flags }) => flags & (ts.SymbolFlags.TypeAlias | ts.SymbolFlags.Interface),
  )
  const lines = types.map((symbol) => {
    const type = checker.getDeclaredTypeOfSymbol(symbol)
    return `export type ${symbol.name} = ${spell(type, symbol)}\n`
  })
  return lines.join('\n')
}

function spell(type: ts.Type, self?: ts.Symbol): string {
  if (type.isUnion() && !(type.flags & ts.TypeFlags.Boolean)) {
    return type.types.map((one) => spell(one, self)).join(' | ')
  }
  if (checker.isArrayType(type)) {
    const [element] = checker.getTypeArguments(type as ts.TypeReference)
    return `Array<${element ? spell(element, self) : 'unknown'}>`
  }
  const isNamed = type.symbol?.flags & ts.SymbolFlags.Interface && type.symbol !== self
  if (!(type.flags & ts.TypeFlags.Object)) return checker.typeToString(type)
  if (isNamed) return type.symbol.name
  const entry = type.getStringIndexType()
  if (entry) return `Record<string, ${spell(entry, self)}>`
  const fields = type.getProperties().map((property) => {
    const isOptional = property.flags & ts.SymbolFlags.Optional
    const value = checker.getTypeOfSymbol(property)
    const isSelf = value.symbol !== undefined && value.symbol === self
    const bare = isOptional ? checker.getNonNullableType(value) : value
    return `  ${property.name}${isOptional ? '?' : ''}: ${isSelf ? self?.name : spellNested(bare, self)}\n`
  })
  return `{\n${fields.join('')}}`
}

/** A field that holds the type it stands in, directly or in a list, is told by its name. */
function spellNested(type: ts.Type, self?: ts.Symbol): string {
  if (checker.isArrayType(type)) {
    const [element] = checker.getTypeArguments(type as ts.TypeReference)
    if (self && element?.symbol === self) return `Array<${self.name}>`
  }
  return spell(type, self)
}
