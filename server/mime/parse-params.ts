import libmime from 'libmime'
import { limits } from '../core/limits.ts'
import { decodeWords } from './decode-words.ts'
import type { Problems } from './mail-problems.ts'

/** A header value with parameters (RFC 2045 5.1, RFC 2183), decoded (RFC 2231, RFC 2047). */
export interface ParameterValue {
  readonly value: string
  /** Keys in lower case. */
  readonly params: Readonly<Record<string, string>>
}

const nothing: ParameterValue = { value: '', params: {} }

// `text/plain; charset=utf-8` and the like, which most parts have.
const plainType = /^([a-z]+\/[a-z0-9.+-]+)(?:; ?charset=(?:"([a-z0-9-]+)"|([a-z0-9-]+)))?$/i

/** A Content-Type: comments are taken out (RFC 2045 5.1), or one behind the boundary hides all parts. */
export function parseContentType(text: string, problems?: Problems): ParameterValue {
  if (text === '') return nothing
  const plain = plainType.exec(text)
  if (plain !== null) {
    const [, value = '', quoted, charset = quoted] = plain
    return { value: value.toLowerCase(), params: charset === undefined ? {} : { charset } }
  }
  return parseWithLibrary(text, problems)
}

/** Exported to hold the plain ones against it. */
export function parseWithLibrary(text: string, problems?: Problems): ParameterValue {
  const read = text.slice(0, limits.parametersLengthMax)
  return decoded(libmime.parseHeaderValue(read, { stripComments: true }), problems)
}

/** A Content-Disposition: comments are not known there, but `filename=plan (1).pdf` is. */
export function parseDisposition(text: string, problems?: Problems): ParameterValue {
  if (text === '') return nothing
  const read = text.slice(0, limits.parametersLengthMax)
  const parsed = decoded(libmime.parseHeaderValue(read), problems)
  // `filename=a.pdf` without a disposition before it still names the file.
  return parsed.value.includes('=') ? parseDisposition(`;${text}`, problems) : parsed
}

function decoded(
  parsed: ReturnType<typeof libmime.parseHeaderValue>,
  problems: Problems | undefined,
): ParameterValue {
  const params = Object.entries(parsed.params).map(([key, value]): [string, string] => {
    // What came as RFC 2231 is decoded; an encoded word in it is the sender's own text.
    const isDecoded = parsed.decodedParams.includes(key)
    return [key, isDecoded ? value : decodeWords(value, problems)]
  })
  return { value: parsed.value.trim().toLowerCase(), params: Object.fromEntries(params) }
}
