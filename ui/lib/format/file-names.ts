const lengthMax = 80

/** A name that every file system takes, without a place in it: `../../x` is two steps up no more. */
export function fileNameOf(text: string, fallback = 'message'): string {
  const name = text
    .replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069\\/:*?"<>|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .trim()
  return name === '' ? fallback : shortened(name)
}

/** Long names keep their end, which says what they are. */
function shortened(name: string): string {
  const characters = Array.from(name)
  if (characters.length <= lengthMax) return name
  const [extension = ''] = /\.\w{1,10}$/.exec(name) ?? []
  return (
    characters
      .slice(0, lengthMax - extension.length)
      .join('')
      .trim() + extension
  )
}

/** Names in a folder: the second `a.pdf` is `a (2).pdf`, on file systems without case too. */
export function uniqueFileNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  const counts = new Map<string, number>()
  return names.map((written) => {
    const name = fileNameOf(written, 'file')
    const key = name.toLowerCase()
    let unique = name
    for (let count = counts.get(key) ?? 1; taken.has(unique.toLowerCase());) {
      count += 1
      counts.set(key, count)
      unique = numbered(name, count)
    }
    taken.add(unique.toLowerCase())
    return unique
  })
}

function numbered(name: string, count: number): string {
  const dot = name.lastIndexOf('.')
  if (dot <= 0) return `${name} (${count})`
  return `${name.slice(0, dot)} (${count})${name.slice(dot)}`
}
