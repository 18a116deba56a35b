interface EagerPlugin {
  readonly name: string
  renderChunk(code: string): string | undefined
}

/** How the bundler wraps a module of CommonJS. */
const WRAPPED = /\b__commonJS(?:Min)?\(/
const ARROW = /(\b__commonJS(?:Min)?\(\()\(([^()]*)\) => \{/g

/**
 * A bundler plugin that makes functions of the arrows around modules of CommonJS. In parentheses V8 reads
 * a function at once and whole, since it is about to be called; an arrow it skips over, which is to read
 * it too, and reads again for the call.
 */
export function eagerModules(): EagerPlugin {
  return {
    name: 'eager-modules',
    renderChunk(code) {
      if (!WRAPPED.test(code)) return undefined
      const eager = code.replaceAll(ARROW, '$1function ($2) {')
      if (eager !== code) return eager
      throw new Error(
        'The bundler wraps modules in another way than scripts/eager-modules.ts knows.',
      )
    },
  }
}
