export type Encoding = 'br' | 'gzip'

/** What to compress with (RFC 9110 12.5.3); `undefined` where a client takes nothing, or likes plain better. */
export function chooseEncoding(header: string | string[] | undefined): Encoding | undefined {
  const weights = readWeights(String(header ?? ''))
  const any = weights.get('*') ?? 0
  const weightOf = (name: string): number => weights.get(name) ?? any
  // Brotli packs tighter in the same time.
  const best: Encoding = weightOf('br') >= weightOf('gzip') ? 'br' : 'gzip'
  if (weightOf(best) === 0) return undefined
  return weightOf(best) >= (weights.get('identity') ?? 0) ? best : undefined
}

/** What cannot be read is passed over, as if it had not been said. */
function readWeights(header: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>()
  for (const entry of header.toLowerCase().split(',')) {
    const [, name, weight = '1'] =
      /^([a-z0-9*-]+)(?:[ \t]*;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/.exec(entry.trim()) ?? []
    if (name !== undefined) weights.set(name.replace(/^x-gzip$/, 'gzip'), Number(weight))
  }
  return weights
}
