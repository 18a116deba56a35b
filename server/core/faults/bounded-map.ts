/** A map that forgets what was set first when it is full. */
export interface BoundedMap<Value> {
  readonly get: (key: string) => Value | undefined
  readonly set: (key: string, value: Value) => void
  readonly delete: (key: string) => void
}

export function createBoundedMap<Value>(sizeMax: number): BoundedMap<Value> {
  const values = new Map<string, Value>()
  return {
    get: (key) => values.get(key),
    set(key, value) {
      // Anew at the end: what is in use is not the oldest.
      values.delete(key)
      values.set(key, value)
      const [oldest] = values.size > sizeMax ? values.keys() : []
      if (oldest !== undefined) values.delete(oldest)
    },
    delete: (key) => void values.delete(key),
  }
}
