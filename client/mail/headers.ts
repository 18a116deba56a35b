import type { HeaderLine } from '../../server/contract/message.ts'

export interface MessageHeader {
  /** As the message writes it. */
  readonly name: string
  /** Unfolded and decoded (RFC 2047). */
  readonly value: string
  /** Unfolded, otherwise as sent. */
  readonly raw: string
}

/** The header fields in their order, repeated ones too. Names are found in any case. */
export interface MessageHeaders extends Iterable<MessageHeader> {
  readonly length: number
  /** The first value; `undefined` when there is no such field. */
  get(name: string): string | undefined
  /** Every value, in order. */
  all(name: string): readonly string[]
  has(name: string): boolean
  toArray(): readonly MessageHeader[]
}

export function createHeaders(lines: readonly HeaderLine[]): MessageHeaders {
  const fields = lines.map(({ Name, Value, Raw }) => ({ name: Name, value: Value, raw: Raw }))
  const all = (name: string): readonly string[] => {
    const wanted = name.toLowerCase()
    return fields.flatMap((field) => (field.name.toLowerCase() === wanted ? [field.value] : []))
  }
  return {
    length: fields.length,
    get: (name) => all(name)[0],
    all,
    has: (name) => all(name).length > 0,
    toArray: () => fields,
    [Symbol.iterator]: () => fields[Symbol.iterator](),
  }
}
